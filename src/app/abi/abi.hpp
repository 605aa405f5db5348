// The C ABI of the wasm module: everything the page may ask of a laboratory. Plain numbers, pointers and UTF-8 only.
//
// Conventions
// - `App*` is one laboratory; every function takes it first. Nothing is shared between two of them.
// - Text and data going in: write into `hs_buffer(app, bytes)`, then call with the number of bytes. Each call that takes
//   `bytes` reads them from the start of that buffer, never more than were asked for; strings need no terminating zero.
// - Text coming out: zero-terminated UTF-8, valid until the next call that returns text; `hs_length` is its size in bytes.
// - `Message`: nullptr = done; otherwise what was wrong, in the visitor's language, and nothing has changed.
// - Enumerations (parameter, tensor, preset, ...) are indices into the lists of `hs_catalogue`.
// - A tensor is a matrix the visitor edits or a stage of the forward pass. `layer` and `item` are 0 where it has none.
// - A cell is addressed as text: "weights[0,1,3,0]" is item, head, row and column as far as the tensor has them, "W_q[2,5]".
// - Coordinates and sizes are CSS pixels of the canvas unless said otherwise.
// - No call draws but `hs_frame`. After any call that may change something, the host asks for an animation frame;
//   `hs_frame` returns at once when nothing needs to be drawn.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__EMSCRIPTEN__)
#include <emscripten/em_macros.h>
#define HEADSCOPE_ABI extern "C" EMSCRIPTEN_KEEPALIVE
#else
#define HEADSCOPE_ABI extern "C"
#endif

namespace headscope::app {

class App;
using Message = const char*;

/// A four-dimensional view of numbers in wasm memory: eight 32-bit words in this order. Valid until the next edit.
/// `data` is a byte address (0: not kept); strides are in elements; the last dimension is contiguous.
struct View4 {
    std::uintptr_t data;
    std::int32_t items, heads, rows, cols;
    std::int32_t item_stride, head_stride, row_stride;
};

// ---- Life -----------------------------------------------------------------------------------------------------------

/// A laboratory with the initial document; nullptr when memory is short. Needs no canvas: the data functions work at once.
HEADSCOPE_ABI App* hs_create();
HEADSCOPE_ABI void hs_destroy(App* app);
/// Memory to write the next call's input into, at least `bytes` long (and never nullptr unless memory is short).
HEADSCOPE_ABI void* hs_buffer(App* app, std::size_t bytes);
/// Size in bytes of the text returned last.
HEADSCOPE_ABI std::size_t hs_length(const App* app);
/// JSON, constant: {"engine", "params":[{key,type,control,group,min,max,initial,step,symbol,choices}], "groups":[{key,params}],
/// "tensors":[{key,kind,symbol,perItem,perHead,perLayer,onRequest,rows,cols,values,bias,pytorch,transposed}],
/// "view":[{key,kind,choices}], "presets":[keys], "profiles":[{key,delta,maskTrue,weights}], "fills":[...], "hiddenBy":[...], "languages":[...], "roles":[...],
/// "actions":[...], "steps":[...]}. "rows" and "cols" say what an axis counts; "bias" is the row added after a weight.
HEADSCOPE_ABI const char* hs_catalogue(App* app);
/// The parameter table with its words in the current language: [{"key","label","help","symbol","value","choiceLabels"}].
HEADSCOPE_ABI const char* hs_params(App* app);

// ---- Canvas and frames ----------------------------------------------------------------------------------------------

/// Takes a WebGL2 context on `Module.canvas` and builds all GL objects. 1 = ready, 0 = no WebGL2.
HEADSCOPE_ABI int hs_attach(App* app);
/// Frees all GL objects and lets the context go (the laboratory stays; `hs_attach` again later, also on another canvas).
HEADSCOPE_ABI void hs_detach(App* app);
/// From the canvas' `webglcontextlost` (after preventDefault) and `webglcontextrestored` events. 1 = drawing again.
HEADSCOPE_ABI void hs_context_lost(App* app);
HEADSCOPE_ABI int hs_context_restored(App* app);
/// The canvas has this size in CSS pixels and its drawing buffer (canvas.width/height, set by the host) in device pixels;
/// pinch zoom is a larger drawing buffer. `scale` enlarges the interface itself (1 = as designed).
HEADSCOPE_ABI void hs_resize(App* app, double css_width, double css_height, int pixel_width, int pixel_height, double scale);
/// Room kept free at the edges (notches, the on-screen keyboard).
HEADSCOPE_ABI void hs_safe_area(App* app, double left, double top, double right, double bottom);
/// What the system prefers. `language`: index, used until the visitor chooses one.
HEADSCOPE_ABI void hs_environment(App* app, int dark, int reduced_motion, int coarse_pointer, int language);
/// Draws when something needs it. `now_ms` from performance.now() or the animation frame.
/// Returns when to call next: < 0 nothing to do, 0 in the next animation frame, t > 0 in t milliseconds.
HEADSCOPE_ABI double hs_frame(App* app, double now_ms);
/// What is new since the last call: 1 events, 2 mirror, 4 text entry, 8 cursor.
HEADSCOPE_ABI int hs_news(App* app);
/// Makes the next frame draw even if nothing changed (a poster, a test).
HEADSCOPE_ABI void hs_redraw(App* app);

// ---- Input ----------------------------------------------------------------------------------------------------------

enum class PointerEvent : int { move, down, up, cancel, leave };
enum class PointerType : int { mouse, touch, pen };
/// Bits: 1 shift, 2 ctrl, 4 alt, 8 meta.
using Modifiers = int;

/// `buttons` as in PointerEvent.buttons after the event (1 left, 2 right, 4 middle). `pointer` tells fingers apart.
/// Returns 1 when the interface uses it (a press on something, a running drag, a scroll by finger).
HEADSCOPE_ABI int hs_pointer(App* app, int event, int type, int pointer, double x, double y, int buttons, Modifiers modifiers);
/// What a finger starting here may do: 0 = the page may pan, 1 = vertical drags scroll something of ours, 2 = every drag is ours.
HEADSCOPE_ABI int hs_touch_claim(App* app, double x, double y);
/// Scroll in CSS pixels (the DOM's deltaX/deltaY, lines and pages converted). Returns 1 only when something under the
/// pointer scrolls that way: otherwise the page's own scroll must have it.
HEADSCOPE_ABI int hs_wheel(App* app, double x, double y, double delta_x, double delta_y, Modifiers modifiers);
/// Buffer: event.key followed by event.code. Returns 1 when the interface uses the key (then preventDefault). Printable keys
/// that give 1 are typed: send hs_text then. Those of the page's own text field are not for here; its `input` events tell of them.
/// Ctrl/Cmd+V is never taken: let the browser fire `paste` and call hs_paste. For Ctrl/Cmd+C and X call hs_frame at
/// once, inside the event, and write the "copy" event's text to the clipboard.
HEADSCOPE_ABI int hs_key(App* app, std::size_t key_bytes, std::size_t code_bytes, int down, Modifiers modifiers, int repeat);
/// Characters typed at the caret.
HEADSCOPE_ABI void hs_text(App* app, std::size_t bytes);
/// The visitor changed the page's text field: the buffer's text in the place of [begin, end) of the active field's, and then this
/// selection, all in UTF-16 units (begin == end and no bytes: the selection alone). One step; keys sent later act on its result.
/// Those sent before must have been drawn. Refused, for visitor and caller, when the field would be too long.
HEADSCOPE_ABI Message hs_replace_text(App* app, int begin, int end, int selection_begin, int selection_end, std::size_t bytes);
/// What an input method is still composing, underlined: a part of the field's text in UTF-16 units; begin == end ends it.
HEADSCOPE_ABI void hs_compose(App* app, int begin, int end);
/// Clipboard text for the active text field (refused when that would be too long) or the focused matrix.
HEADSCOPE_ABI void hs_paste(App* app, std::size_t bytes);
/// The page's focus entered or left the laboratory; all keys are released when it left.
HEADSCOPE_ABI void hs_focus(App* app, int focused);

// ---- Output after a frame -------------------------------------------------------------------------------------------

/// JSON array of what happened, oldest first; emptied by the call.
/// {"type":"change","revision":n,"source":"interface"|"api"}, {"type":"select","cell":{tensor,layer,item,head,row,
/// col,address}|null,"locked":bool}, {"type":"view","language":"en"|"zh-Hans","theme":"light"|"dark","themeChoice":...}, {"type":"share",
/// "link":text}, {"type":"copy","text":text}, {"type":"paste"} (read the clipboard, then hs_paste),
/// {"type":"error","message":text}, {"type":"words"} (a visitor's choice waits for hs_word_vectors), {"type":"learn"} (the lessons were asked
/// for, or asked away).
HEADSCOPE_ABI const char* hs_events(App* app);
/// CSS cursor name for the canvas.
HEADSCOPE_ABI const char* hs_cursor(App* app);
/// JSON: null when no text field is active, else {"id" (as in the mirror), "x","y","height" (caret), "text", "start", "end"
/// (selection, UTF-16 units), "limit" (of the text, in bytes of UTF-8), "multiline", "numeric"}.
HEADSCOPE_ABI const char* hs_text_entry(App* app);
/// The controls of the last frame in reading order, JSON: [{"id","role","key","label","value","x","y","w","h", and when they
/// apply "help","now","low","high","step","checked","disabled","expanded","focused","rows","cols","row","col" (the active cell), and for grids
/// whose heads stand apart "groupCols","groupRows","groupGap"}]. Built on demand.
HEADSCOPE_ABI const char* hs_mirror(App* app);
/// Acts on a control as if by hand. `kind`: index into the catalogue's "actions"; text from the buffer.
HEADSCOPE_ABI void hs_act(App* app, std::uint32_t id, int kind, double number, int row, int col, std::size_t bytes);

// ---- Document -------------------------------------------------------------------------------------------------------

/// Grows with every change of the document.
HEADSCOPE_ABI double hs_revision(const App* app);
/// Buffer: an edit as text, key=value pairs joined by '&' as in a link. With a version it is a whole document, without a delta on
/// the present one. One undo step, all or nothing.
HEADSCOPE_ABI Message hs_apply(App* app, std::size_t bytes);
/// Buffer: the bytes of assets/word-vectors.bin, which documents with embedding = words need. What a visitor chose and had to wait for
/// them is done now. Without bytes, and on error, nothing changes, and what waited is given up.
HEADSCOPE_ABI Message hs_word_vectors(App* app, std::size_t bytes);
/// 1 when the last message was that these are not here: hand them over and call again.
HEADSCOPE_ABI int hs_wants_word_vectors(const App* app);
/// NaN where there is no such parameter.
HEADSCOPE_ABI double hs_param(const App* app, int param);
HEADSCOPE_ABI Message hs_set_param(App* app, int param, double value);
/// A matrix as [1, 1, rows, cols] floats, a stage as [items, heads, rows, cols] (`item` is 0 then). `data` is 0 for a stage that is
/// not kept, see hs_keep; everything is 0 where there is no such tensor, layer or item.
HEADSCOPE_ABI const View4* hs_tensor(App* app, int tensor, int layer, int item);
/// Buffer: the address of a matrix's cell.
HEADSCOPE_ABI Message hs_set_cell(App* app, std::size_t bytes, double value);
/// Buffer: rows * cols float32, row-major.
HEADSCOPE_ABI Message hs_set_block(App* app, int tensor, int layer, int item, int row, int col, int rows, int cols,
                                   std::size_t bytes);
/// Buffer: a block of numbers as text (spreadsheet, NumPy, PyTorch, CSV).
HEADSCOPE_ABI Message hs_paste_block(App* app, int tensor, int layer, int item, int row, int col, std::size_t bytes);
/// The matrix as text, tab separated, shortest digits that read back to the same bits; nothing when there is no such matrix.
HEADSCOPE_ABI const char* hs_print(App* app, int tensor, int layer, int item);
HEADSCOPE_ABI Message hs_fill(App* app, int tensor, int layer, int item, int row, int col, int rows, int cols, int kind,
                              double factor, double seed);
/// Buffer: pairs (row, col) of int32.
HEADSCOPE_ABI Message hs_paint(App* app, int tensor, int item, double value, std::size_t bytes);
/// `which`: 0 the sentence of the queries, 1 the memory's. JSON {"text","tokens"}, "null" when there is none.
HEADSCOPE_ABI const char* hs_sentence(App* app, int which, int item);
HEADSCOPE_ABI Message hs_set_sentence(App* app, int which, int item, std::size_t bytes);
/// Of lab::Space: a JSON list of the names of its dimensions. Buffer: names separated by commas or line ends.
HEADSCOPE_ABI const char* hs_names(App* app, int space);
HEADSCOPE_ABI Message hs_set_names(App* app, int space, std::size_t bytes);
/// Keys an item leaves visible under key padding, -1 when there is no such item; set -1 for "its own number of tokens".
HEADSCOPE_ABI int hs_valid_length(const App* app, int item);
HEADSCOPE_ABI Message hs_set_valid_length(App* app, int item, int length);
/// 1 when there was a step to take.
HEADSCOPE_ABI int hs_undo(App* app);
HEADSCOPE_ABI int hs_redo(App* app);
/// Bits: 1 can undo, 2 can redo.
HEADSCOPE_ABI int hs_history(const App* app);
/// Back to the initial document, as one undoable step.
HEADSCOPE_ABI Message hs_reset(App* app);
/// A ready-made document, as one undoable step.
HEADSCOPE_ABI Message hs_preset(App* app, int preset);
/// A library's defaults on the present document, as one undoable step; and 1 when the document has them.
HEADSCOPE_ABI Message hs_profile(App* app, int profile);
HEADSCOPE_ABI int hs_agrees(const App* app, int profile);
/// The share link's fragment, without '#'; and opening one, a whole document with a version and without (an undoable step).
HEADSCOPE_ABI const char* hs_link(App* app);
HEADSCOPE_ABI Message hs_open_link(App* app, std::size_t bytes);

// ---- Trace ----------------------------------------------------------------------------------------------------------

/// Buffer: keys of stages joined by commas: kept on behalf of the page, instead of those named last. Others come and go with what
/// is shown; a stage that is not kept has no numbers.
HEADSCOPE_ABI Message hs_keep(App* app, std::size_t bytes);
/// Which cells a head may attend to, [1, 1, S_q, S_k] bytes, 1 = may.
HEADSCOPE_ABI const View4* hs_visible(App* app, int item, int head);
/// Which masks hide a cell of a head: bits in the order of the catalogue's "hiddenBy"; -1 outside.
HEADSCOPE_ABI int hs_hidden_by(const App* app, int item, int head, int query, int key);
/// Buffer: a cell's address. JSON {"address","value"}, {"error":message} where there is no such cell. NaN and infinities are the
/// strings "nan", "inf", "-inf", in hs_explain too; NaN is also what a stage has that is not kept.
HEADSCOPE_ABI const char* hs_value(App* app, std::size_t bytes);
/// Buffer: a cell's address. Where its number comes from, JSON {"address","value","steps":[{"kind","terms":[[a,b],...],
/// "from":[[address|null,address|null],...],"bias"?,"biasFrom"?,"hiddenBy"?:[keys],"result"}]}, {"error":message} where there is none.
HEADSCOPE_ABI const char* hs_explain(App* app, std::size_t bytes);

// ---- View -----------------------------------------------------------------------------------------------------------

/// What is on screen beside the document, JSON: the fields of the catalogue's "view" by their keys (choices and stages as keys,
/// cells as in events), "dark" and "hovered".
HEADSCOPE_ABI const char* hs_view(App* app);
/// Buffer: key=value pairs joined by '&', such as "head=2&theme=dark"; lists are joined by ';'. All or nothing.
HEADSCOPE_ABI Message hs_set_view(App* app, std::size_t bytes);
/// Locks the selection to the cell whose address is in the buffer, whose item, layer and head are shown; nothing in it unlocks.
HEADSCOPE_ABI Message hs_lock(App* app, std::size_t bytes);
/// Shows a message until dismissed; an error is an event, too. At most 2000 bytes.
HEADSCOPE_ABI Message hs_notify(App* app, std::size_t bytes, int is_error);
/// JSON: {"engine","evaluateMs","gflops","tileKernel","buildMs","renderMs","frames","drawCalls","vertices","uploadedBytes",
/// "textures","multiplyAdds","lastMultiplyAdds"}; of the last frame drawn, own CPU time. "gflops" is of the last
/// evaluations that together took 5 ms, 0 before; "tileKernel" is -1 until one is chosen.
HEADSCOPE_ABI const char* hs_stats(App* app);

}  // namespace headscope::app
