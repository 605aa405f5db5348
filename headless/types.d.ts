// The types of the headless core's arguments and results.

/** Row-major (C order) floats: dimensions from 1 to 2^20, and at most 2^28 elements. */
export interface Tensor { data: Float32Array; shape: number[] }
/** 1 (any non-zero) = may attend. */
export interface BooleanTensor { data: Uint8Array; shape: number[] }

export interface CoreOptions {
  /** `auto` (the default) takes relaxed SIMD where the engine has it; asking for it elsewhere is an error. */
  build?: 'auto' | 'simd' | 'relaxed';
  /** The module or where it is, when it does not lie where the build puts it. */
  wasm?: string | URL | BufferSource | WebAssembly.Module;
  /** `auto` (the default) times the two kernels once there is enough work; the numbers are the same. */
  tile?: 'auto' | 'narrow' | 'wide';
}

export type Scoring =
  | { kind: 'dot' }
  /** query · M · key, M `[heads or 1, query_dim, head_dim]`. */
  | { kind: 'bilinear'; matrix: Tensor }
  /** v · tanh(query + key), v `[heads or 1, head_dim]`. */
  | { kind: 'additive'; vector: Tensor };

/** Options of both entries. S_k counts past keys and current ones. Masks compose: a key is visible when all of them allow it. */
export interface AttentionOptions {
  /** Boolean (1 = may attend) or additive; any rank up to 4 that broadcasts to `[B, heads, S_q, S_k]` by NumPy's rule. With
   * keyValidLengths it may end at the longest of them. */
  attnMask?: BooleanTensor | Tensor | null;
  /** `[B, S_k]`, 1 = a real key. */
  keyMask?: BooleanTensor | null;
  /** One length per batch item: keys at or beyond it are hidden. */
  keyValidLengths?: ArrayLike<number | bigint> | { data: ArrayLike<number | bigint> } | null;
  /** Key j is visible to query i when j <= i + past. */
  isCausal?: boolean;
  /** Default 1/sqrt(head_dim), with additive scoring 1; may be negative. */
  scale?: number | null;
  /** c · tanh(x / c) of x = score · scale; 0 or absent = off. */
  softcap?: number | null;
  /** Keys within this distance of the diagonal on both sides (0 = itself alone), or `[left, right]` with -1 for no bound. */
  window?: number | [left: number, right: number] | null;
  /** `[B, kv_heads, past, head_dim]`; a past of 0 is none. */
  pastKey?: Tensor | null;
  /** `[B, kv_heads, past, value_dim]`. */
  pastValue?: Tensor | null;
  scoring?: Scoring | null;
  /** Divides each head's query and key by its root mean square (eps 1e-6, no gain), before rope. */
  qkNorm?: boolean | null;
  /** Rotates queries and keys, row r by position past + r; pastKey is rotated already, as presentKey is. Head widths must be even. `pairs`:
   * columns i and i + width/2 (the default, as in LLaMA), or 2i and 2i + 1. `base`: 10000 by default. */
  rope?: boolean | { base?: number; pairs?: 'halves' | 'interleaved' } | null;
  /** ALiBi: adds -slope · |i + past - j| to the scaled scores, before the masks; with the paper's slopes, or one's own per head. */
  alibi?: boolean | ArrayLike<number> | null;
  /** Zeroes weights at random; the same seed draws the same. */
  dropout?: { probability: number; seed?: number | bigint } | null;
  /** What a row that sees no key gives: `zero` weights (the default), `nan` as a plain softmax, `uniform` 1/S_k for every key. */
  emptyRows?: 'zero' | 'nan' | 'uniform' | null;
  /** `[heads or 1]` logits: e^logit more in each row's denominator, with no value (gpt-oss; 0 is "softmax off by one"). A row that
   * sees no key is then 0. */
  sinks?: Tensor | null;
}

/** In the order in which they are computed, each `[B, heads, S_q, S_k]`. `scaled` and the others mean what they mean in the laboratory.
 * - `scores`: query · key (or as `scoring` says), hidden keys included.
 * - `uncapped`: scores · scale; ONNX's qk_matmul_output of mode 0. Without a softcap the same as scaled.
 * - `scaled`: uncapped, and softcapped where there is a softcap: what the masks apply to. ONNX's mode 1.
 * - `positionBias`: what alibi adds to scaled, hidden keys included; 0 without.
 * - `masked`: scaled plus positionBias and an additive attnMask, -Infinity at hidden keys. ONNX's mode 2.
 * - `weights`: softmax of masked over the keys; 0 at hidden keys; a row that sees none as `emptyRows` says. ONNX's mode 3.
 * - `dropped`: weights after dropout. */
export type ScoreStage = 'scores' | 'uncapped' | 'scaled' | 'positionBias' | 'masked' | 'weights' | 'dropped';
/** Queries and keys as heads, after qkNorm and then after rope, which is what the scores are made of; unchanged where an option is off. */
export type TurnStage = 'normedQuery' | 'normedKey' | 'rotatedQuery' | 'rotatedKey';
export type AttentionStage = TurnStage | ScoreStage | 'presentKey' | 'presentValue';
export type MultiHeadStage = AttentionStage | 'query' | 'key' | 'value' | 'context' | 'concat';

export interface AttentionArguments extends AttentionOptions {
  /** `[B, heads, S_q, head_dim]`, or `[B, S_q, heads*head_dim]` with numHeads. */
  query: Tensor;
  /** `[B, kv_heads, S, head_dim]`, or 3-D; query head i uses key/value head i / (heads / kv_heads). */
  key: Tensor;
  value: Tensor;
  numHeads?: number;
  numKvHeads?: number;
  stages?: AttentionStage[];
}

export interface MultiHeadArguments extends AttentionOptions {
  /** `[B, S_q, width]`. */
  query: Tensor;
  /** `[B, S_k, width]`; default: query. */
  key?: Tensor | null;
  /** `[B, S_k, width]`; default: key. */
  value?: Tensor | null;
  numHeads: number;
  numKvHeads?: number | null;
  /** `[in, out]`: y = x W + b. */
  W_q: Tensor;
  W_k: Tensor;
  W_v: Tensor;
  /** Without it the output is the concatenated context. */
  W_o?: Tensor | null;
  b_q?: Tensor | null;
  b_k?: Tensor | null;
  b_v?: Tensor | null;
  b_o?: Tensor | null;
  stages?: MultiHeadStage[];
}

export interface LayerNormArguments {
  /** Any shape; each row of its last dimension becomes (row - mean) / sqrt(variance + 1e-5) · gain + bias, as torch.nn.LayerNorm. */
  input: Tensor;
  /** `[last dimension]`; ones by default. */
  gain?: Tensor | null;
  /** `[last dimension]`; zeros by default. */
  bias?: Tensor | null;
}

export type AttentionResult = { output: Tensor } & Partial<Record<AttentionStage, Tensor>>;
export type MultiHeadResult = { output: Tensor } & Partial<Record<MultiHeadStage, Tensor>>;

/** The same problem many times: parameters are packed once, nothing is copied or checked again. */
export interface Plan {
  readonly inputNames: string[];
  /** The memory behind an input, to write to. Any call may move it: ask again rather than keep it. */
  input(name: string): Float32Array;
  /** Computes from what the inputs hold now. */
  run(): void;
  /** A result without a copy; the next run overwrites it, and any call may move it. */
  view(name?: string): Tensor;
  /** All results, copied. */
  results(): Record<string, Tensor>;
  dispose(): void;
}

/** Every method throws a HeadscopeError that names the argument, and then has changed nothing. */
export interface Core {
  /** Which build runs. */
  readonly build: 'simd' | 'relaxed';
  readonly description: string;
  /** Which of its two kernels runs; undefined while there was too little work to choose. */
  readonly tile: string | undefined;
  /** Size of the module's memory now. */
  readonly memoryBytes: number;
  scaledDotProductAttention(args: AttentionArguments): AttentionResult;
  multiHeadAttention(args: MultiHeadArguments): MultiHeadResult;
  /** What layers of attention have between them: with multiHeadAttention and additions it makes the laboratory's stack. */
  layerNorm(args: LayerNormArguments): Tensor;
  prepareScaledDotProductAttention(args: AttentionArguments): Plan;
  prepareMultiHeadAttention(args: MultiHeadArguments): Plan;
}
