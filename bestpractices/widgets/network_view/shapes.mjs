// Nodes as points of the graphics card, each group in a shape of its own.

export const SHAPES = ["circle", "square", "diamond", "triangle", "cross", "hexagon"];

const VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_shape;
uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_color; varying float v_edge; varying float v_shape;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  float radius = a_size / u_sizeRatio * u_pixelRatio * 1.3;
  gl_PointSize = radius * 2.0;
  v_edge = 1.0 / radius;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;
// Areas are about equal: 1.3 is the reach of the pointed shapes, the circle stops before.
const FRAGMENT = `
precision mediump float;
varying vec4 v_color; varying float v_edge; varying float v_shape;
float beyond(vec2 p) {
  vec2 q = abs(p);
  if (v_shape < 0.5) return length(p) - 0.77;
  if (v_shape < 1.5) return max(q.x, q.y) - 0.68;
  if (v_shape < 2.5) return (q.x + q.y - 0.97) * 0.707;
  if (v_shape < 3.5) return max(q.x * 0.866 - p.y * 0.5 - 0.5 + 0.02, p.y - 0.62);
  if (v_shape < 4.5) return max(min(q.x, q.y) - 0.3, max(q.x, q.y) - 0.87);
  return max(q.x * 0.866 + q.y * 0.5, q.y) - 0.72;
}
void main() {
  float inside = -beyond((gl_PointCoord - 0.5) * 2.0);
  #ifdef PICKING_MODE
  gl_FragColor = inside > 0.0 ? v_color : vec4(0.0);
  #else
  gl_FragColor = v_color * clamp(inside / (v_edge * 2.0) + 0.5, 0.0, 1.0);
  #endif
}`;

/** The program for sigma, of which only whoever has WebGL has a working one. */
export function shapeProgram({ rendering: { NodeProgram }, utils }) {
  return class extends NodeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
      return {
        VERTICES: 1, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT, METHOD: POINTS,
        UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT }, { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }, { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
      };
    }

    processVisibleItem(id, start, { x, y, size, shape, color }) {
      this.array.set([x, y, size, shape ?? 0, utils.floatColor(color), id], start);
    }

    setUniforms({ sizeRatio, pixelRatio, matrix }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    }
  };
}
