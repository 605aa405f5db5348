// Headscope's own core as a contender, through the public headless library.

/** The laboratory's way of using it: parameters packed once, weights read where the core wrote them.
 * @param {string} core URL of the library's entry @param {'simd' | 'relaxed'} kind
 * @param {'auto' | 'narrow' | 'wide'} [tile] to compare the core's kernels with each other
 * @returns {Promise<import('./contender.js').Contender>} */
export async function headscope(core, kind, tile = 'auto') {
  const { createCore } = await import(core);
  const engine = await createCore({ build: kind, tile });
  return {
    name: `headscope ${kind}${tile === 'auto' ? '' : ` ${tile}`}`,
    kind,
    memoryBytes: () => engine.memoryBytes,
    async prepare({ seqLen, dModel, heads, causal }, inputs, { weights = true, window, more } = {}) {
      /** @param {Float32Array} data */
      const matrix = (data) => ({ data, shape: [dModel, dModel] });
      const plan = engine.prepareMultiHeadAttention({
        query: { data: inputs.x, shape: [1, seqLen, dModel] }, numHeads: heads, isCausal: causal, window: window === undefined ? undefined : [window, 0],
        W_q: matrix(inputs.W_q), W_k: matrix(inputs.W_k), W_v: matrix(inputs.W_v), W_o: matrix(inputs.W_o), stages: weights ? ['weights'] : [], ...more,
      });
      return {
        run: () => {
          plan.input('query').set(inputs.x);
          plan.run();
        },
        read: () => ({ output: plan.view().data, weights: plan.view('weights').data }),
        dispose: () => plan.dispose(),
      };
    },
  };
}
