// What the weights of a document are: random, edited, or built by hand.
#pragma once

#include "lab/model/document.hpp"

namespace headscope::lab {

/// `random`: every projection is its seed's. `by_hand`: none is. `edited`: some numbers are not the seed's.
enum class WeightsOrigin { random, edited, by_hand };

/// Of W_q, W_k and W_v of all layers, and W_o where it is used.
WeightsOrigin weights_origin(const Document& doc);

}  // namespace headscope::lab
