// A protobuf writer with the four field kinds an ONNX model needs.

/** @param {number} value */
function varint(value) {
  const bytes = [];
  while (value > 0x7f) {
    bytes.push((value & 0x7f) | 0x80);
    value = Math.floor(value / 128);
  }
  return [...bytes, value];
}

/** @param {(Uint8Array | number[])[]} parts */
export function concatBytes(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param {number} field @param {number} value */
export const int = (field, value) => new Uint8Array([...varint(field * 8), ...varint(value)]);

/** @param {number} field @param {Uint8Array} value */
export const bytes = (field, value) => concatBytes([varint(field * 8 + 2), varint(value.length), value]);

/** @param {number} field @param {string} value */
export const string = (field, value) => bytes(field, new TextEncoder().encode(value));

/** @param {number} field @param {Uint8Array[]} parts */
export const message = (field, parts) => bytes(field, concatBytes(parts));
