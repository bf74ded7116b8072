// The loss surface as triangles, two for each cell of the grid, without vertex data: all follows from the vertex number.
// Cells come from the far side to the near one, so that no depth buffer is needed. viz/landscape_surface.cpp sets it up.
uniform sampler2D heights;  // red: 0 to 1, row by row
uniform ivec2 size;         // grid points across (u) and rows that are known (v)
uniform bvec2 flipped;      // whether far is where u, v are large
uniform vec4 to_x, to_y;    // from the surface's box, -1 to 1, to the picture
uniform float height_scale;

out float height;
out vec3 normal;

float at(ivec2 point) { return texelFetch(heights, clamp(point, ivec2(0), size - 1), 0).r; }

void main() {
  int cell = gl_VertexID / 6, corner = gl_VertexID % 6;
  ivec2 point = ivec2(cell % (size.x - 1), cell / (size.x - 1));
  if (flipped.x) point.x = size.x - 2 - point.x;
  if (flipped.y) point.y = size.y - 2 - point.y;
  point += ivec2(corner == 1 || corner == 3 || corner == 4, corner == 2 || corner == 4 || corner == 5);
  height = at(point);
  float step_u = 2.0 / float(size.x - 1);
  vec2 slope = vec2(at(point + ivec2(1, 0)) - at(point - ivec2(1, 0)), at(point + ivec2(0, 1)) - at(point - ivec2(0, 1)));
  normal = vec3(-slope * height_scale, 2.0 * step_u);
  vec4 place = vec4(vec2(point) * step_u - 1.0, height * height_scale, 1.0);
  gl_Position = vec4(dot(to_x, place), dot(to_y, place), 0.0, 1.0);
}
