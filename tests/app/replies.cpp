// Writes what the module answers, one reply a line after the name of its type in web/types.d.ts, for the test of those types.
#include <cstdio>
#include <cstring>
#include <string_view>

#include "app/abi/abi.hpp"

namespace {

using namespace headscope::app;

std::size_t put(App* app, std::string_view text) {
    std::memcpy(hs_buffer(app, text.size()), text.data(), text.size());
    return text.size();
}

void say(const char* type, const char* reply) { std::printf("%s\t%s\n", type, reply); }

void settle(App* app) {
    static double now = 0;
    while (hs_frame(app, now += 16) == 0) {}
}

void say_all(App* app) {
    settle(app);
    say("ParamState[]", hs_params(app));
    say("ViewState", hs_view(app));
    say("Stats", hs_stats(app));
    say("Event[]", hs_events(app));
    say("MirrorItem[]", hs_mirror(app));
    say("TextEntry | null", hs_text_entry(app));
    say("{ text: string; tokens: string[] } | null", hs_sentence(app, 0, 0));
    say("string[]", hs_names(app, 0));
    for (const char* address :
         {"input[0,1,2]", "query[0,1,1,2]", "scaled[0,1,1,3]", "weights[0,1,1,3]", "weights[0,0,0,0]", "weights[0,0,1,0]",
          "context[0,1,1,1]", "output[0,1,2]", "X[0,1,2]", "W_q[0,0]", "nothing[0,0]", "weights[0,0,99,0]"}) {
        say("Explanation | { error: string }", hs_explain(app, put(app, address)));
        say("{ address: string; value: Printed } | { error: string }", hs_value(app, put(app, address)));
    }
}

void apply(App* app, std::string_view edit) {
    if (const char* refused = hs_apply(app, put(app, edit))) std::printf("refused\t%s\n", refused);
}

}  // namespace

int main() {
    App* app = hs_create();
    hs_attach(app);
    hs_resize(app, 1440, 900, 1440, 900, 1);
    say("Catalogue", hs_catalogue(app));
    say_all(app);
    apply(app, "batch=2&causal=1&biases=1&positions=1&softcap=5&custom_mask=bias&mask_bias[0,1,0]=-2&window=1&window_size=1");
    hs_lock(app, put(app, "weights[1,1,3,2]"));
    hs_set_view(app,
                put(app, "language=zh-Hans&theme=dark&highlights=W_q[1,2];weights[0,0,1,1]&hidden=undo;redo&large=scaled"));
    say_all(app);
    apply(app, "cross=1&custom_mask=boolean&window=0");
    hs_resize(app, 390, 780, 1170, 2340, 1);
    say_all(app);
    hs_destroy(app);
}
