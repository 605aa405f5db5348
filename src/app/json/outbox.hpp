// What happened, for the page: events as JSON objects, in order.
#pragma once

#include <string>

#include "app/json/json.hpp"

namespace headscope::app {

class Outbox {
public:
    bool empty() const { return events_.empty(); }
    /// A JSON object, written out.
    void add_raw(std::string_view event) {
        if (!events_.empty()) events_ += ',';
        events_ += event;
    }
    void add(Json event) { add_raw(event.take()); }
    /// An event with at most one text.
    void add(std::string_view type, std::string_view name = {}, std::string_view text = {}) {
        Json event;
        event.open('{').field("type", type);
        if (!name.empty()) event.field(name, text);
        event.close('}');
        add(std::move(event));
    }
    std::string take() {
        std::string all = "[" + events_ + "]";
        events_.clear();
        return all;
    }

private:
    std::string events_;
};

}  // namespace headscope::app
