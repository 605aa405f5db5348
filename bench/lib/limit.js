// The machine's limit: multiply-adds that live in registers, as plain simd128 and as relaxed_madd.
import { moduleBytes, simd, type, unsigned } from './wasm-bytes.js';

const kMul = simd(0xe6);
const kAdd = simd(0xe4);
const kRelaxedMadd = simd(0x105);
const kSplat = simd(0x13);
const kExtractLane0 = [...simd(0x1f), 0];

/** @param {number} index */
const get = (index) => [0x20, ...unsigned(index)];
/** @param {number} index */
const set = (index) => [0x21, ...unsigned(index)];
/** @param {number} value */
const f32 = (value) => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)];

/** run(count) does `count` rounds of `chains` independent acc = acc * a + b and returns a sum of them.
 * Locals: 0 count, 1.. accumulators, then a and b. Four chains hide no latency; ten and more do.
 * @param {number} chains @param {boolean} relaxed */
function kernelBytes(chains, relaxed) {
  const a = chains + 1;
  const b = chains + 2;
  const accumulators = Array.from({ length: chains }, (_, i) => i + 1);
  const step = accumulators.flatMap((acc) =>
    relaxed
      ? [...get(acc), ...get(a), ...get(b), ...kRelaxedMadd, ...set(acc)]
      : [...get(acc), ...get(a), ...kMul, ...get(b), ...kAdd, ...set(acc)],
  );
  const code = [
    // Values that stay finite and normal for ever: acc -> 0.5 acc + 0.5 tends to one.
    ...f32(0.5), ...kSplat, ...set(a), ...f32(0.5), ...kSplat, ...set(b),
    ...accumulators.flatMap((acc) => [...f32(acc), ...kSplat, ...set(acc)]),
    0x03, 0x40, // loop
    ...step,
    ...get(0), 0x41, 1, 0x6b, 0x22, 0, // count - 1, tee
    0x0d, 0, // br_if
    0x0b,
    ...accumulators.flatMap((acc, i) => [...get(acc), ...(i ? kAdd : [])]),
    ...kExtractLane0,
  ];
  return moduleBytes({ params: [type.i32], results: [type.f32], locals: [[chains + 2, type.v128]], code });
}

/** Whether this engine accepts relaxed SIMD. */
export function hasRelaxedSimd() {
  return WebAssembly.validate(kernelBytes(4, true));
}

/** @typedef {{name: string, flops: number, run: () => void}} LimitKernel */

/** The kernels of one kind, with the operations of one call.
 * @param {boolean} relaxed
 * @returns {LimitKernel[]} */
function kernelsOf(relaxed) {
  const rounds = 20000;
  return (relaxed ? [10, 12] : [12, 13, 14]).map((chains) => {
    const { run } = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes(chains, relaxed))).exports;
    const call = /** @type {(count: number) => number} */ (run);
    return { name: `${relaxed ? 'madd' : 'mul+add'} ×${chains}`, flops: rounds * chains * 8, run: () => void call(rounds) };
  });
}

/** All kernels that run here, plain ones first. Made once per process: a fresh instance would have to tier up again. */
export const limitKernels = () => [...kernelsOf(false), ...(hasRelaxedSimd() ? kernelsOf(true) : [])];
