// Just enough of the WebAssembly binary format to assemble the limit kernels and feature probes by hand.

/** @param {number} value @returns {number[]} */
export function unsigned(value) {
  const bytes = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    bytes.push(value ? low | 0x80 : low);
  } while (value);
  return bytes;
}

/** @param {number} id @param {number[]} body */
const section = (id, body) => [id, ...unsigned(body.length), ...body];

/** @param {number[][]} items */
const vector = (items) => [...unsigned(items.length), ...items.flat()];

export const type = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A SIMD instruction: prefix 0xfd and its number.
 * @param {number} opcode */
export const simd = (opcode) => [0xfd, ...unsigned(opcode)];

/** A module with one exported function `run`.
 * @param {{params: number[], results: number[], locals: [number, number][], code: number[]}} run
 * @returns {Uint8Array<ArrayBuffer>} */
export function moduleBytes({ params, results, locals, code }) {
  const signature = [0x60, ...vector(params.map((p) => [p])), ...vector(results.map((r) => [r]))];
  const body = [...vector(locals.map(([count, kind]) => [...unsigned(count), kind])), ...code, 0x0b];
  const name = [...new TextEncoder().encode('run')];
  return new Uint8Array([
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
    ...section(1, vector([signature])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...unsigned(name.length), ...name, 0x00, 0]])),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ]);
}
