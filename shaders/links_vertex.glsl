// A link between two neurons as a strip of triangles along a cubic Bezier whose handles are level, half-way: one
// instance each, the strip's corners from the vertex number. viz/link_strokes.cpp sets it up; fragments: links.glsl.
layout(location = 0) in vec4 ends;     // from x, y; to x, y: logical pixels
layout(location = 1) in float width;   // device pixels
layout(location = 2) in vec4 colour;

uniform vec4 to_clip;       // logical pixels to clip space: scale, then offset
uniform float pixel_ratio;  // device pixels of a logical one
uniform float steps;        // of the strip
uniform float flow;         // phase of the light that runs along, 0 to 1; negative: it rests

out vec4 tint;
out float across;  // device pixels from the middle of the line
out float half_width;

void main() {
  float t = float(gl_VertexID / 2) / steps, side = gl_VertexID % 2 == 0 ? 1.0 : -1.0, rest = 1.0 - t;
  vec2 way = ends.zw - ends.xy;
  // x is nearly t, y the smooth step.
  vec2 place = ends.xy + way * vec2(1.5 * rest * t + t * t * t, t * t * (3.0 - 2.0 * t));
  vec2 along = normalize(way * vec2(1.5 * (rest * rest + t * t), 6.0 * t * rest) + vec2(1e-6, 0.0));
  half_width = max(width, 1.0) / 2.0;
  across = side * (half_width + 1.0);
  place += vec2(-along.y, along.x) * across / pixel_ratio;
  gl_Position = vec4(place * to_clip.xy + to_clip.zw, 0.0, 1.0);
  float light = flow < 0.0 ? 1.0 : 0.8 + 0.2 * sin(6.2831853 * (2.0 * t - flow));
  // What is thinner than a pixel covers less of it.
  tint = vec4(colour.rgb, colour.a * light * min(1.0, width));
}
