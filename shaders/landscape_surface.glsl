// A piece of the loss surface: coloured by its height, lit from above left, with contour lines.
in float height;
in vec3 normal;
out vec4 colour;

uniform vec3 low, middle, high;  // colours of the least, the middle and the greatest loss
uniform vec3 ink;                // of the contour lines
uniform vec3 light;
uniform float contours;

void main() {
  vec3 ground = height < 0.5 ? mix(low, middle, height * 2.0) : mix(middle, high, height * 2.0 - 1.0);
  ground *= 0.72 + 0.28 * max(dot(normalize(normal), light), 0.0);
  float level = height * contours;
  float width = max(fwidth(level), 1e-6);
  float away = abs(fract(level - 0.5) - 0.5) / width;
  // Where lines would run together there are none.
  float line = (1.0 - smoothstep(0.5, 1.5, away)) * (1.0 - smoothstep(0.25, 0.6, width)) * step(height, 0.998);
  colour = vec4(mix(ground, ink, 0.45 * line), 1.0);
}
