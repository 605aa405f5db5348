// Multi-head attention as a TensorFlow Lite model: the operators XNNPACK takes whole, written with a small schema of our own.

/** Field numbers and enum values below are those of TensorFlow Lite's schema.fbs (version 3). */
const kOperators = /** @type {const} */ ({
  add: { code: 0, options: 11, fields: 1 },
  fullyConnected: { code: 9, options: 8, fields: 4 },
  reshape: { code: 22, options: 17, fields: 1 },
  softmax: { code: 25, options: 9, fields: 1 },
  transpose: { code: 39, options: 26, fields: 0 },
  batchMatmul: { code: 126, options: 101, fields: 3 },
});
const kNames = /** @type {(keyof typeof kOperators)[]} */ (Object.keys(kOperators));
const kFloat32 = 0;
const kInt32 = 2;

/** Collects tensors, constant buffers and operators, then writes them. */
class ModelWriter {
  /** @param {any} flatbuffers the npm package */
  constructor(flatbuffers) {
    this.fb = new flatbuffers.Builder(1 << 16);
    /** @type {number[]} */
    this.tensors = [];
    /** @type {number[]} */
    this.operators = [];
    // Buffer 0 is empty by convention: tensors that are computed point at it.
    this.buffers = [this.table(1, () => {})];
  }

  /** @param {number} fields @param {(fb: any) => void} add */
  table(fields, add) {
    this.fb.startObject(fields);
    add(this.fb);
    return this.fb.endObject();
  }

  /** @param {ArrayLike<number>} values */
  int32s(values) {
    this.fb.startVector(4, values.length, 4);
    for (let i = values.length - 1; i >= 0; --i) this.fb.addInt32(values[i]);
    return this.fb.endVector();
  }

  /** @param {number[]} tables */
  tables(tables) {
    this.fb.startVector(4, tables.length, 4);
    for (let i = tables.length - 1; i >= 0; --i) this.fb.addOffset(tables[i]);
    return this.fb.endVector();
  }

  /** A tensor, constant when it has data; its index.
   * @param {number[]} dims @param {Float32Array | Int32Array} [data] */
  tensor(dims, data) {
    let buffer = 0;
    if (data) {
      const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      this.fb.startVector(1, raw.length, 16);
      this.fb.pad(raw.length);
      this.fb.bb.bytes().set(raw, this.fb.space);
      const vector = this.fb.endVector();
      buffer = this.buffers.push(this.table(1, (fb) => fb.addFieldOffset(0, vector, 0))) - 1;
    }
    const shape = this.int32s(dims);
    const name = this.fb.createString(`t${this.tensors.length}`);
    const index = this.tensors.length;
    this.tensors.push(this.table(4, (fb) => {
      fb.addFieldOffset(0, shape, 0);
      fb.addFieldInt8(1, data instanceof Int32Array ? kInt32 : kFloat32, 0);
      fb.addFieldInt32(2, buffer, 0);
      fb.addFieldOffset(3, name, 0);
    }));
    return index;
  }

  /** An operator; the index of its one output.
   * @param {keyof typeof kOperators} name @param {number[]} inputs @param {number[]} outputDims @param {(fb: any) => void} [options] */
  op(name, inputs, outputDims, options = () => {}) {
    const output = this.tensor(outputDims);
    const ins = this.int32s(inputs);
    const outs = this.int32s([output]);
    const { options: kind, fields } = kOperators[name];
    const value = this.table(fields, options);
    this.operators.push(this.table(5, (fb) => {
      fb.addFieldInt32(0, kNames.indexOf(name), 0);
      fb.addFieldOffset(1, ins, 0);
      fb.addFieldOffset(2, outs, 0);
      fb.addFieldInt8(3, kind, 0);
      fb.addFieldOffset(4, value, 0);
    }));
    return output;
  }

  /** @param {number[]} inputs @param {number[]} outputs @returns {Uint8Array<ArrayBuffer>} */
  finish(inputs, outputs) {
    const graph = [this.tables(this.tensors), this.int32s(inputs), this.int32s(outputs), this.tables(this.operators)];
    const subgraph = this.table(4, (fb) => graph.forEach((offset, field) => fb.addFieldOffset(field, offset, 0)));
    const codes = this.tables(kNames.map((name) => this.table(4, (fb) => {
      fb.addFieldInt8(0, Math.min(127, kOperators[name].code), 0);
      fb.addFieldInt32(2, 1, 0);
      fb.addFieldInt32(3, kOperators[name].code, 0);
    })));
    const subgraphs = this.tables([subgraph]);
    const buffers = this.tables(this.buffers);
    const model = this.table(5, (fb) => {
      fb.addFieldInt32(0, 3, 0);
      fb.addFieldOffset(1, codes, 0);
      fb.addFieldOffset(2, subgraphs, 0);
      fb.addFieldOffset(4, buffers, 0);
    });
    this.fb.finish(model, 'TFL3');
    return this.fb.asUint8Array().slice();
  }
}

/** FULLY_CONNECTED wants [out, in]. @param {Float32Array} W @param {number} d @param {number} [factor] */
function transposed(W, d, factor = 1) {
  const out = new Float32Array(d * d);
  for (let i = 0; i < d; ++i) for (let j = 0; j < d; ++j) out[j * d + i] = W[i * d + j] * factor;
  return out;
}

/** The model's bytes: input x [S,d]; outputs: output [S,d], weights [heads,S,S].
 * The scale is folded into W_q, and a causal mask is a constant that is added: the cheapest ways this graph has.
 * @param {any} flatbuffers
 * @param {import('../lib/problem.js').Shape} shape
 * @param {import('../lib/problem.js').Inputs} inputs */
export function tfliteModel(flatbuffers, { seqLen: s, dModel: d, heads: m, causal }, inputs) {
  const h = d / m;
  const writer = new ModelWriter(flatbuffers);
  const splitDims = writer.tensor([3], Int32Array.of(s, m, h));
  const mergeDims = writer.tensor([2], Int32Array.of(s, d));
  const headsFirst = writer.tensor([3], Int32Array.of(1, 0, 2));
  const x = writer.tensor([s, d]);
  /** @param {number} input @param {Float32Array} W */
  const project = (input, W) => writer.op('fullyConnected', [input, writer.tensor([d, d], W), -1], [s, d]);
  /** @param {Float32Array} W */
  const split = (W) => {
    const parts = writer.op('reshape', [project(x, W), splitDims], [s, m, h]);
    return writer.op('transpose', [parts, headsFirst], [m, s, h]);
  };
  const q = split(transposed(inputs.W_q, d, 1 / Math.sqrt(h)));
  const k = split(transposed(inputs.W_k, d));
  const v = split(transposed(inputs.W_v, d));
  let scores = writer.op('batchMatmul', [q, k], [m, s, s], (fb) => fb.addFieldInt8(1, 1, 0));
  if (causal) {
    const mask = Float32Array.from({ length: s * s }, (_, i) => (i % s > Math.floor(i / s) ? -1e9 : 0));
    scores = writer.op('add', [scores, writer.tensor([1, s, s], mask)], [m, s, s]);
  }
  const weights = writer.op('softmax', [scores], [m, s, s], (fb) => fb.addFieldFloat32(0, 1, 0));
  const context = writer.op('batchMatmul', [weights, v], [m, s, h]);
  const concat = writer.op('reshape', [writer.op('transpose', [context, headsFirst], [s, m, h]), mergeDims], [s, d]);
  const output = project(concat, transposed(inputs.W_o, d));
  return writer.finish([x], [output, weights]);
}
