// The boundary between classes as a line over a map whose alpha tells the class of every pixel (in 255ths).
//
// By the share of a small disc around the pixel that belongs to another class: one half on the boundary, nothing where
// the disc does not reach it. It needs no slope, so the line is whole where the answer jumps.
in vec2 place;
out vec4 colour;

const int kReach = 5;

uniform sampler2D map;
uniform float line;  // half its width, in pixels of this picture
uniform vec3 ink;

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy), last = textureSize(map, 0) - 1;
  vec4 here = texelFetch(map, at, 0);
  float radius = line + 1.2, other = 0.0, all = 0.0;
  for (int y = -kReach; y <= kReach; ++y) {
    for (int x = -kReach; x <= kReach; ++x) {
      float weight = clamp(radius - length(vec2(x, y)), 0.0, 1.0);
      if (weight <= 0.0) continue;
      float there = texelFetch(map, clamp(at + ivec2(x, y), ivec2(0), last), 0).a;
      other += weight * step(0.002, abs(there - here.a));
      all += weight;
    }
  }
  colour = vec4(mix(here.rgb, ink, clamp(other / all * 3.0, 0.0, 1.0)), 1.0);
}
