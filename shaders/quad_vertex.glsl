// One triangle that covers the picture; `place` runs from (0, 0) at the top left to (1, 1) at the bottom right as the
// page shows it. No vertex data: the corners follow from the vertex number.
out vec2 place;

void main() {
  vec2 corner = vec2(float((gl_VertexID & 1) << 2), float((gl_VertexID & 2) << 1)) - 1.0;
  // Texture row 0 is drawn first and shown at the top, so y needs no flip.
  place = corner * 0.5 + 0.5;
  gl_Position = vec4(corner, 0.0, 1.0);
}
