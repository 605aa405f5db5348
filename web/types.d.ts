// The types the page's modules share, and those of the page API.
import type { Module } from './module/module.js';

export type MatrixName = 'P' | 'X' | 'X_kv' | 'X_v' | 'mask_allow' | 'mask_bias'
  | 'W_q' | 'W_k' | 'W_v' | 'W_o' | 'b_q' | 'b_k' | 'b_v' | 'b_o' | 'norm_gain' | 'norm_bias' | 'v_a' | 'W_a' | 'sinks';
export type StageName = 'input' | 'pre_norm' | 'memory' | 'value_memory' | 'query' | 'key'
  | 'normed_query' | 'normed_key' | 'rotated_query' | 'rotated_key' | 'value' | 'bilinear_query' | 'scores' | 'scaled' | 'position_bias'
  | 'masked_scores' | 'weights' | 'dropped_weights' | 'mean_weights' | 'rollout' | 'context' | 'concat' | 'output' | 'residual' | 'post_norm'
  | 'qk_circuit' | 'ov_circuit';
export type TensorName = MatrixName | StageName;

/** A copy of numbers, row-major, with its shape: [rows, cols] of a matrix, [items, heads, rows, cols] of a stage (of a circuit one item: it is the same for all). */
export interface Numbers { data: Float32Array; shape: number[] }
/** A part of a matrix; what is left out reaches to the end. */
export interface Region { layer?: number; item?: number; row?: number; col?: number; rows?: number; cols?: number }
/** A number of a matrix or a stage; layer, item and head are 0 where the tensor has none. */
export interface Cell {
  tensor: TensorName; layer: number; item: number; head: number; row: number; col: number;
  /** The same as text. */
  address: string;
}
/** A cell as callers may write it: "weights[0,1,3,0]" (item, head, row, column as far as the tensor has them), or its parts. */
export type CellLike = string | { tensor: TensorName; layer?: number; item?: number; head?: number; row: number; col: number; address?: string };

export interface ParamInfo {
  key: string; type: 'boolean' | 'integer' | 'real' | 'choice'; control: 'automatic' | 'number'; group: string;
  min: number; max: number; initial: number; step: number; symbol: string; choices?: string[];
  /** A choice that takes false and true for its first two. */
  wasFlag?: true;
}
export interface ParamState { key: string; label: string; help: string; symbol: string; value: number; choiceLabels?: string[] }
/** What the rows or columns of a tensor count; "width" is num_heads * head_dim, "key_columns" and "value_columns" kv_heads * head_dim and
 * kv_heads * value_dim, "context_columns" num_heads * value_dim. */
export type Axis = 'one' | 'query_tokens' | 'memory_tokens' | 'queries' | 'keys' | 'mask_rows' | 'd_model' | 'd_memory' | 'd_value_memory' | 'key_width' | 'value_width' | 'width'
  | 'key_columns' | 'value_columns' | 'context_columns' | 'head_dim' | 'value_dim' | 'heads' | 'output_width' | 'places' | 'place_width'
  | 'norm_width';
export interface TensorInfo {
  key: TensorName; kind: 'stage' | 'embedding' | 'mask' | 'weight' | 'bias' | 'position' | 'norm' | 'scoring'; symbol: string;
  perItem: boolean; perHead: boolean; perLayer: boolean;
  /** Its heads are those of keys and values: kv_heads of them. */
  kvHeads: boolean;
  /** Kept only while it is shown or asked for: see Lab.keep. */
  onRequest: boolean;
  rows: Axis; cols: Axis;
  /** What may stand in a matrix. */
  values?: 'finite' | 'zero_or_one' | 'finite_or_minus_infinity';
  /** The row added after a weight. */
  bias?: MatrixName;
  /** The same numbers in a torch.nn.MultiheadAttention of width E, and whether they lie there transposed. */
  pytorch?: string; transposed?: boolean;
}
export interface ViewField {
  key: string; kind: 'choice' | 'index' | 'flag' | 'number' | 'stage' | 'tensor' | 'cell' | 'cells' | 'keys'; choices?: string[];
  /** Of an index: null means none. */
  optional?: boolean;
}
/** What a library does by default: `delta` is what lab.profile() applies. */
export interface ProfileInfo {
  key: string; delta: string;
  /** What true means in its boolean masks; the weights it returns. */
  maskTrue: 'attend' | 'hidden' | 'none'; weights: 'heads' | 'mean' | 'none';
}
export interface Catalogue {
  engine: string; params: ParamInfo[]; groups: { key: string; params: string[] }[]; tensors: TensorInfo[]; view: ViewField[];
  presets: string[]; profiles: ProfileInfo[]; fills: string[]; spaces: string[]; hiddenBy: string[]; languages: string[]; roles: string[]; actions: string[]; steps: string[];
}
/** What is on screen beside the document. */
export interface ViewFields<SomeCell> {
  language: 'en' | 'zh-Hans'; theme: 'auto' | 'light' | 'dark'; item: number; head: number; layer: number;
  /** What takes the stage; every head's picture; a head beside the shown one. */
  large: TensorName; gallery: StageName; second_head: number | null;
  /** The token whose turn it is while one decodes with a cache, `query` then too; null: all at once. Only where none looks ahead. */
  decoding: number | null;
  /** What the cards of all heads show and are sorted by. */
  head_order: 'number' | 'entropy' | 'largest' | 'first' | 'own' | 'distance' | 'likeness';
  all_steps: boolean; weight_scale: 'auto' | 'largest' | 'root' | 'one' | 'uniform'; scale_lock: boolean;
  /** Rows as arrows in place of the map, and in which of their columns; null: a principal axis. */
  geometry: 'off' | 'scores' | 'context' | 'input'; axis_x: number | null; axis_y: number | null;
  /** Of the stage, from 1. */
  zoom: number;
  rail_folded: boolean; inspector_folded: boolean;
  /** The token whose arcs are drawn over the sentence, and of which heads. */
  query: number; arcs: 'head' | 'all';
  tab: 'input' | 'heads' | 'output' | 'controls';
  /** The cell that was pinned last. Setting it pins this cell alone, null none. */
  locked: SomeCell | null;
  /** Cells whose numbers stay in sight, in the order of pinning, at most 6. */
  pins: SomeCell[];
  /** Pictures show the difference from the start, as long as the sizes are the same. */
  compare: boolean;
  /** Or from what a library makes of the document: see catalogue.profiles. */
  against: 'start' | 'mha' | 'sdpa' | 'onnx' | 'flash' | 'd2l' | 'by_hand';
  painting: boolean; brush: 'hide' | 'allow' | 'number'; paint_bias: number;
  /** The overlays: mouse and keyboard, and legend and conventions. */
  help: boolean; legend: boolean;
  /** Whether the sizes are called m, h, S or, as in most articles, n_heads, d_k, n. */
  symbols: 'own' | 'articles';
  /** The preset's question; what the page is and what to try. */
  question: boolean; first_steps: boolean;
  /** Keys of controls and groups that are not drawn. */
  hidden: string[];
  /** Nothing can be edited by hand. */
  read_only: boolean;
  /** Cells that are outlined. */
  highlights: SomeCell[];
}
/** Null is the field's first value, as in a laboratory just mounted: no cell, no second head, the browser's language ... */
export type ViewChange = { [Field in keyof ViewFields<CellLike>]?: ViewFields<CellLike>[Field] | null };
export interface ViewState extends ViewFields<Cell> { dark: boolean; hovered: Cell | null }
/** "nan", "inf" and "-inf" stand for what JSON cannot say. */
export type Printed = number | 'nan' | 'inf' | '-inf';
/** The address of a cell; null where an operand is none, such as a position or the sum of a row. */
export type Operand = string | null;
export interface Step {
  kind: string; terms: [Printed, Printed][];
  /** Where the terms' operands come from. */
  from: [Operand, Operand][];
  /** Of additive scoring, for each term: the weight of its tanh, and the tanh. Of a softmax's sum: each exponential, and what it is of. */
  summands?: [Printed, Printed][]; summandsFrom?: [Operand, Operand][];
  bias?: Printed; biasFrom?: Operand;
  /** The masks that hide it: see catalogue.hiddenBy. */
  hiddenBy?: string[];
  result: Printed;
}
export interface Explanation { address: string; value: Printed; steps: Step[] }
export interface Stats {
  engine: string;
  /** Of the last evaluations that together took long enough to be timed, two operations a multiply-add; 0: none did yet. */
  gflops: number;
  /** Which kernel multiplies; -1: not chosen yet. All give the same bits. */
  tileKernel: number;
  evaluateMs: number; buildMs: number; renderMs: number; frames: number; drawCalls: number; vertices: number;
  uploadedBytes: number; textures: number; multiplyAdds: number; lastMultiplyAdds: number; memoryBytes: number;
}

/** What a laboratory tells the page, by event name. */
export interface LabEvents {
  /** The document changed, by the visitor or through this API. */
  change: { revision: number; source: 'interface' | 'api' };
  /** Another cell is selected. */
  select: { cell: Cell | null; locked: boolean };
  /** Language or theme changed. */
  view: { language: 'en' | 'zh-Hans'; theme: 'light' | 'dark'; themeChoice: string };
  /** The visitor asked for a link; it is the fragment without '#'. */
  share: { link: string };
  /** A message was shown that says what could not be done. */
  error: { message: string };
}

/** What a laboratory starts with. What is none of this is named by the first `error` event and left out; null means: not given. */
export interface MountOptions {
  /** Which build; the best one this browser runs when left out. */
  engine?: 'simd' | 'relaxed' | null;
  /** Instead of the browser's language. */
  language?: 'en' | 'zh-Hans' | null;
  /** Instead of the system's light or dark. */
  theme?: 'auto' | 'light' | 'dark' | null;
  /** The document to start with: a share link's fragment, or what differs from the first document ("num_heads=2&causal=1"). */
  link?: string | null;
  /**
   * A name, which asks that language, theme and the last document be kept in this browser between visits, where it allows that.
   * Laboratories of one name share their document. The address wins over what was kept.
   */
  remember?: string | null;
  /** The address's fragment belongs to this laboratory: read at the start and when it changes, written when sharing. */
  ownsAddress?: boolean | null;
}

// ---- Between the page's own modules

export interface MirrorItem {
  id: number; role: string; key: string; label: string; value?: string; help?: string; x: number; y: number; w: number; h: number;
  now?: number; low?: number; high?: number; step?: number; checked?: boolean; disabled?: boolean; expanded?: boolean;
  focused?: boolean; rows?: number; cols?: number; row?: number; col?: number;
  /** How its columns and rows stand in groups, one per head, with a gap between them. */
  groupCols?: number; groupRows?: number; groupGap?: number;
  /** A grid's active cell. */
  cell?: MirrorItem;
}
export type Act = (id: number, kind: string, values?: { number?: number; row?: number; col?: number; text?: string }) => void;
export interface TextEntry {
  x: number; y: number; height: number; text: string; start: number; end: number; limit: number; multiline: boolean;
  id?: number; numeric?: boolean;
}
export interface View {
  data: number; items: number; heads: number; rows: number; cols: number; itemStride: number; headStride: number; rowStride: number;
}
export interface Frames { request(): void; now(): number; flush(): void; setRunning(on: boolean): void; readonly running: boolean }
/** What the parts of one laboratory's page side work on. `signal` aborts when it is destroyed. */
export interface Parts {
  module: Module; root: ShadowRoot;
  /** The laboratory without what stands beside it: what is typed or pasted elsewhere is none of its own. */
  room: HTMLElement;
  /** Where the picture is: what the pointer is over, whatever stands there. */
  stage: HTMLElement;
  frames: Frames; signal: AbortSignal;
  words: () => ReturnType<typeof import('./base/messages.js').messagesIn>;
}

/** The module's exports, as src/app/abi/abi.hpp declares them. */
export interface RawModule {
  HEAPU8: Uint8Array; HEAPF32: Float32Array;
  /** Where hs_attach takes its context. */
  canvas: HTMLCanvasElement;
  _hs_create(): number;
  _hs_destroy(app: number): void;
  _hs_buffer(app: number, bytes: number): number;
  _hs_length(app: number): number;
  _hs_catalogue(app: number): number;
  _hs_params(app: number): number;
  _hs_attach(app: number): number;
  _hs_detach(app: number): void;
  _hs_context_lost(app: number): void;
  _hs_context_restored(app: number): number;
  _hs_resize(app: number, cssWidth: number, cssHeight: number, pixelWidth: number, pixelHeight: number, scale: number): void;
  _hs_safe_area(app: number, left: number, top: number, right: number, bottom: number): void;
  _hs_environment(app: number, dark: number, reducedMotion: number, coarsePointer: number, language: number): void;
  _hs_frame(app: number, now: number): number;
  _hs_news(app: number): number;
  _hs_redraw(app: number): void;
  _hs_pointer(app: number, event: number, type: number, pointer: number, x: number, y: number, buttons: number, modifiers: number): number;
  _hs_touch_claim(app: number, x: number, y: number): number;
  _hs_wheel(app: number, x: number, y: number, deltaX: number, deltaY: number, modifiers: number): number;
  _hs_key(app: number, keyBytes: number, codeBytes: number, down: number, modifiers: number, repeat: number): number;
  _hs_text(app: number, bytes: number): void;
  _hs_replace_text(app: number, begin: number, end: number, selectionBegin: number, selectionEnd: number, bytes: number): number;
  _hs_compose(app: number, begin: number, end: number): void;
  _hs_paste(app: number, bytes: number): void;
  _hs_focus(app: number, focused: number): void;
  _hs_events(app: number): number;
  _hs_cursor(app: number): number;
  _hs_text_entry(app: number): number;
  _hs_mirror(app: number): number;
  _hs_act(app: number, id: number, kind: number, value: number, row: number, col: number, bytes: number): void;
  _hs_revision(app: number): number;
  _hs_apply(app: number, bytes: number): number;
  _hs_word_vectors(app: number, bytes: number): number;
  _hs_wants_word_vectors(app: number): number;
  _hs_param(app: number, param: number): number;
  _hs_set_param(app: number, param: number, value: number): number;
  _hs_tensor(app: number, tensor: number, layer: number, item: number): number;
  _hs_set_cell(app: number, bytes: number, value: number): number;
  _hs_set_block(app: number, tensor: number, layer: number, item: number, row: number, col: number, rows: number, cols: number,
    bytes: number): number;
  _hs_paste_block(app: number, tensor: number, layer: number, item: number, row: number, col: number, bytes: number): number;
  _hs_print(app: number, tensor: number, layer: number, item: number): number;
  _hs_fill(app: number, tensor: number, layer: number, item: number, row: number, col: number, rows: number, cols: number,
    kind: number, factor: number, seed: number): number;
  _hs_paint(app: number, tensor: number, item: number, value: number, bytes: number): number;
  _hs_sentence(app: number, which: number, item: number): number;
  _hs_set_sentence(app: number, which: number, item: number, bytes: number): number;
  _hs_names(app: number, space: number): number;
  _hs_set_names(app: number, space: number, bytes: number): number;
  _hs_valid_length(app: number, item: number): number;
  _hs_set_valid_length(app: number, item: number, length: number): number;
  _hs_undo(app: number): number;
  _hs_redo(app: number): number;
  _hs_history(app: number): number;
  _hs_reset(app: number): number;
  _hs_preset(app: number, preset: number): number;
  _hs_profile(app: number, profile: number): number;
  _hs_agrees(app: number, profile: number): number;
  _hs_link(app: number): number;
  _hs_open_link(app: number, bytes: number): number;
  _hs_keep(app: number, bytes: number): number;
  _hs_visible(app: number, item: number, head: number): number;
  _hs_hidden_by(app: number, item: number, head: number, query: number, key: number): number;
  _hs_value(app: number, bytes: number): number;
  _hs_explain(app: number, bytes: number): number;
  _hs_view(app: number): number;
  _hs_set_view(app: number, bytes: number): number;
  _hs_lock(app: number, bytes: number): number;
  _hs_notify(app: number, bytes: number, isError: number): number;
  _hs_stats(app: number): number;
}
