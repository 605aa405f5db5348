// The passes in the order of the computation: inputs, projections, packed heads, masks, attention, output.
#include "lab/forward.hpp"

#include <cstring>

#include "core/attention/attention.hpp"
#include "core/attention/positions.hpp"
#include "core/attention/projection.hpp"
#include "lab/cost.hpp"
#include "lab/visibility.hpp"

namespace headscope::lab {
namespace {

// What has to be computed again for a head, each including the later ones: from its scores on, from the scaling on, from
// the mask on, or only the weighted sum of values.
enum Level { from_scores, from_scaling, from_mask, from_values };
constexpr int kLevelCount = 4;

// The heads whose columns lie in `columns`.
Range heads_of(Range columns, int head_dim) {
    if (columns.size() <= 0) return {};
    return {columns.begin / head_dim, (columns.end - 1) / head_dim + 1};
}

bool contains(Range range, int index) { return range.begin <= index && index < range.end; }

}  // namespace

struct Forward::Pass {
    Forward& self;
    const Document& doc;
    const Changes& changes;
    TraceMemory& trace;
    const TraceShape& shape = trace.shape();
    const MaskRule rule{doc};
    std::array<Range, core::kMaxBatch> context_rows{};
    core::Status status;

    Pass(Forward& forward, const Document& document, const Changes& differences, TraceMemory& memory)
        : self(forward), doc(document), changes(differences), trace(memory) {}

    bool run(core::Status result) {
        status = result;
        return status.ok();
    }
    Range item_range(int item) const { return {item, item + 1}; }
    Range key_rows(int item) const {
        return (shape.cross ? changes.memory_rows : changes.input_rows)[static_cast<size_t>(item)];
    }
    Range input_rows(int item) const { return changes.input_rows[static_cast<size_t>(item)]; }

    // 1. Embeddings, padding and positions of the rows that changed.
    void inputs(Stage stage, MatrixId id, int item, Range rows) {
        const core::Tensor to = trace.tensor(stage);
        const Matrix& from = doc.matrix(id, item);
        const int cols = to.dims[3];
        for (int r = rows.begin; r < rows.end; ++r) {
            float* row = to.row(item, 0, r);
            if (r < from.rows())
                std::memcpy(row, from.data() + static_cast<std::ptrdiff_t>(r) * cols,
                            static_cast<size_t>(cols) * sizeof(float));
            else std::memset(row, 0, static_cast<size_t>(cols) * sizeof(float));
            if (doc.on(Param::positions))
                for (int c = 0; c < cols; ++c) row[c] += core::sinusoidal_position(r, c, cols);
        }
        if (rows.size() > 0) trace.touch(stage, item);
    }
    void inputs() {
        for (int item = 0; item < shape.batch; ++item) {
            inputs(Stage::input, MatrixId::input, item, input_rows(item));
            if (shape.cross) inputs(Stage::memory, MatrixId::memory, item, key_rows(item));
        }
    }

    // 2. y = x W + b over changed rows (all columns) and changed columns (all rows).
    bool pack(Projection which, MatrixId id) {
        const Matrix& w = doc.matrix(id);
        const auto view = core::dense_matrix(w.data(), w.rows(), w.cols());
        core::PackedMatrix& packed = self.weights_[which];
        const Range columns = changes.columns[which];
        if (changes.everything || packed.rows() != w.rows() || packed.columns() != w.cols() || columns == Range{0, w.cols()})
            return run(packed.pack(view));
        return columns.size() <= 0 || run(packed.repack_columns(view, columns));
    }
    bool project(Projection which, Stage from, Stage to, MatrixId bias, Range rows, Range columns) {
        if (rows.size() <= 0 || columns.size() <= 0) return true;
        const core::Tensor x = trace.tensor(from);
        const int width = self.weights_[which].columns(), all_rows = x.dims[0] * x.dims[2];
        const core::MatrixView y = core::dense_matrix(trace.numbers(to), all_rows, width);
        trace.count(static_cast<double>(rows.size()) * columns.size() * x.dims[3]);
        const float* b = doc.on(Param::biases) ? doc.matrix(bias).data() : nullptr;
        return run(core::project(core::dense_matrix<const float>(x.data, all_rows, x.dims[3]), self.weights_[which], b, y, rows,
                                 columns, self.workspace_));
    }
    // Rows of each item, neighbours in one call; then the columns.
    template <class Rows>
    bool project(Projection which, Stage from, Stage to, MatrixId bias, int seq_len, Rows rows_of) {
        const int width = self.weights_[which].columns();
        Range pending;
        for (int item = 0; item < shape.batch; ++item) {
            const Range own = rows_of(item);
            if (own.size() <= 0) continue;
            const Range rows{item * seq_len + own.begin, item * seq_len + own.end};
            if (pending.size() > 0 && pending.end != rows.begin) {
                if (!project(which, from, to, bias, pending, {0, width})) return false;
                pending = {};
            }
            pending = hull(pending, rows);
        }
        if (pending == Range{0, shape.batch * seq_len}) return project(which, from, to, bias, pending, {0, width});
        return project(which, from, to, bias, pending, {0, width}) &&
               project(which, from, to, bias, {0, shape.batch * seq_len}, changes.columns[which]);
    }
    void touch_projection(Projection which, Stage stage, int item, Range rows) {
        const bool all = changes.heads || rows.size() > 0;
        trace.touch(stage, item, all ? Range{0, shape.heads} : heads_of(changes.columns[which], shape.head_dim()));
    }
    bool projections() {
        const Stage source = shape.cross ? Stage::memory : Stage::input;
        const auto queries = [&](int item) { return input_rows(item); };
        const auto keys = [&](int item) { return key_rows(item); };
        if (!pack(kQuery, MatrixId::W_q) || !pack(kKey, MatrixId::W_k) || !pack(kValue, MatrixId::W_v)) return false;
        if (!project(kQuery, Stage::input, Stage::query, MatrixId::b_q, shape.queries, queries) ||
            !project(kKey, source, Stage::key, MatrixId::b_k, shape.keys, keys) ||
            !project(kValue, source, Stage::value, MatrixId::b_v, shape.keys, keys))
            return false;
        for (int item = 0; item < shape.batch; ++item) {
            touch_projection(kQuery, Stage::query, item, input_rows(item));
            touch_projection(kKey, Stage::key, item, key_rows(item));
            touch_projection(kValue, Stage::value, item, key_rows(item));
        }
        return true;
    }

    // 3. Keys and values in the layout of the kernels.
    bool pack_heads() {
        const core::KeysValues source{trace.tensor(Stage::key), trace.tensor(Stage::value), {}, {}};
        if (changes.everything || changes.heads) return run(self.heads_.pack(source));
        const Range all_items{0, shape.batch}, all_heads{0, shape.heads}, all_keys{0, shape.keys};
        for (int item = 0; item < shape.batch; ++item) {
            const Range rows = key_rows(item);
            if (rows.size() <= 0) continue;
            if (!run(self.heads_.repack_keys(source, item_range(item), all_heads, rows))) return false;
            if (!run(self.heads_.repack_values(source, item_range(item), all_heads, rows))) return false;
        }
        const Range of_keys = heads_of(changes.columns[kKey], shape.head_dim()),
                    of_values = heads_of(changes.columns[kValue], shape.head_dim());
        if (of_keys.size() > 0 && !run(self.heads_.repack_keys(source, all_items, of_keys, all_keys))) return false;
        return of_values.size() <= 0 || run(self.heads_.repack_values(source, all_items, of_values, all_keys));
    }

    // 4. Which keys each query may attend to.
    void masks() {
        for (int item = 0; item < shape.batch; ++item) {
            const Range rows = changes.masks ? Range{0, shape.queries} : changes.mask_rows[static_cast<size_t>(item)];
            for (int r = rows.begin; r < rows.end; ++r)
                trace.empty_rows(item)[r] =
                    visible_row(doc, rule, item, r, trace.visible_bytes(item) + static_cast<std::ptrdiff_t>(r) * shape.keys)
                        ? 0
                        : 1;
            if (rows.size() <= 0) continue;
            trace.touch_visible(item);
            trace.count_pairs(item, visible_pairs(rule.mask, item, {0, shape.queries}, shape.keys));
        }
    }

    // 5. Scores to context, per head from the first level that changed.
    Range rows_at(Level level, int item, int head) const {
        const Range all{0, shape.queries};
        const auto reaches = [&](Projection which) {
            return contains(heads_of(changes.columns[which], shape.head_dim()), head);
        };
        switch (level) {
            case from_scores:
                if (changes.heads || key_rows(item).size() > 0 || reaches(kQuery) || reaches(kKey)) return all;
                return input_rows(item);
            case from_scaling: return changes.scaling ? all : Range{};
            case from_mask: return changes.masks ? all : changes.mask_rows[static_cast<size_t>(item)];
            case from_values: return reaches(kValue) ? all : Range{};
        }
        return {};
    }
    bool attend(int item, Range heads, Range queries, const core::AttentionStages& stages) {
        core::Attention attention = attention_of(doc, rule, item, trace.visible_bytes(item));
        attention.query = trace.tensor(Stage::query);
        attention.heads = &self.heads_;
        if (!run(core::attend(attention, {item_range(item), heads, queries}, stages, self.workspace_))) return false;
        // Shown scores are those of hidden keys, too; otherwise nobody needs these.
        const bool hidden_too = stages.scores || stages.scaled;
        const double visible = visible_pairs(rule.mask, item, queries, shape.keys);
        const double scores = hidden_too ? static_cast<double>(queries.size()) * shape.keys : visible;
        trace.count_square(static_cast<double>(heads.size()) * shape.head_dim() * (scores + (stages.context ? visible : 0.0)));
        const auto touch = [&](Stage stage, const core::Tensor& written) {
            if (written) trace.touch(stage, item, heads);
        };
        touch(Stage::scores, stages.scores);
        touch(Stage::scaled, stages.scaled);
        touch(Stage::masked_scores, stages.masked_scores);
        touch(Stage::weights, stages.weights);
        touch(Stage::context, stages.context);
        if (stages.context) {
            trace.touch(Stage::concat, item);
            Range& rows = context_rows[static_cast<size_t>(item)];
            rows = hull(rows, queries);
        }
        return true;
    }
    core::AttentionStages stages_from(Level level) {
        core::AttentionStages stages;
        if (level <= from_scores) stages.scores = trace.tensor(Stage::scores);
        if (level <= from_scaling) stages.scaled = trace.tensor(Stage::scaled);
        if (level <= from_mask) stages.masked_scores = trace.tensor(Stage::masked_scores);
        if (level <= from_mask) stages.weights = trace.tensor(Stage::weights);
        stages.context = trace.tensor(Stage::context);
        return stages;
    }
    bool attend_from(Level level, int item) {
        const auto todo = [&](int head) {
            const Range rows = rows_at(level, item, head);
            for (int earlier = from_scores; earlier < level; ++earlier)
                if (holds(rows_at(static_cast<Level>(earlier), item, head), rows)) return Range{};
            return rows;
        };
        for (int head = 0; head < shape.heads;) {
            const Range rows = todo(head);
            Range heads{head, head + 1};
            while (heads.end < shape.heads && todo(heads.end) == rows) ++heads.end;
            if (rows.size() > 0 && !attend(item, heads, rows, stages_from(level))) return false;
            head = heads.end;
        }
        return true;
    }
    bool attention(StageSet fresh) {
        core::AttentionStages requested;
        if (fresh.scores) requested.scores = trace.tensor(Stage::scores);
        if (fresh.scaled) requested.scaled = trace.tensor(Stage::scaled);
        if (fresh.masked_scores) requested.masked_scores = trace.tensor(Stage::masked_scores);
        const bool any = fresh.scores || fresh.scaled || fresh.masked_scores;
        for (int item = 0; item < shape.batch; ++item) {
            for (int level = 0; level < kLevelCount; ++level)
                if (!attend_from(static_cast<Level>(level), item)) return false;
            // A pass from the scores over all rows has written them already.
            const bool complete = changes.heads || key_rows(item).size() > 0;
            if (any && !complete && !attend(item, {0, shape.heads}, {0, shape.queries}, requested)) return false;
        }
        return true;
    }

    // 6. concat W_o + b_o.
    bool output() {
        if (!shape.projected) {
            for (int item = 0; changes.output && item < shape.batch; ++item) trace.touch(Stage::output, item);
            return true;
        }
        if (!pack(kOutput, MatrixId::W_o)) return false;
        const auto rows = [&](int item) { return context_rows[static_cast<size_t>(item)]; };
        if (!project(kOutput, Stage::concat, Stage::output, MatrixId::b_o, shape.queries, rows)) return false;
        for (int item = 0; item < shape.batch; ++item)
            if (rows(item).size() > 0 || changes.columns[kOutput].size() > 0) trace.touch(Stage::output, item);
        return true;
    }
};

core::Status Forward::run(const Document& doc, const Changes& changes, StageSet fresh, TraceMemory& trace) {
    trace.begin(scale_of(doc));
    Pass pass(*this, doc, changes, trace);
    pass.inputs();
    pass.masks();
    static_cast<void>(pass.projections() && pass.pack_heads() && pass.attention(fresh) && pass.output());
    return pass.status;
}

}  // namespace headscope::lab
