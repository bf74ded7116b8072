// The line of links_vertex.glsl, its edges covered in part.
in vec4 tint;
in float across, half_width;
out vec4 fragment;

void main() {
  float coverage = clamp(half_width + 0.5 - abs(across), 0.0, 1.0);
  fragment = vec4(tint.rgb, tint.a * coverage);
}
