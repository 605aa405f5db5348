// What the ABI's functions answer with, and the checks that several of them make.
#pragma once

#include "app/abi/abi.hpp"
#include "lab/edit/edit.hpp"
#include "lab/model/cell.hpp"

namespace headscope::app {

/// A message when it was refused. The caller hears of it, the visitor does not: nobody on screen did anything wrong.
Message answer(App* app, const lab::Error& error);
Message answer(App* app, const lab::Result<bool>& done);
Message answer(App* app, const lab::Edit& edit);
Message answer(App* app, const lab::Result<lab::Edit>& edit);
/// The same for what was not written as a link: the key in front, unless the message begins with it anyway.
lab::Error not_in_link(lab::Error error, lab::Language language);

/// An index, size or number of an argument that is not possible; `what` is the argument's name.
lab::Error out_of_range(std::string_view what, double got, double low, double high);
/// The same for the index of one of `count` things; nothing when there is such a one.
lab::Result<bool> check_index(std::string_view what, int got, std::size_t count);

/// The tensor of an index that has such a layer and item; those it has none of must be 0.
lab::Result<lab::TensorId> tensor_at(const App* app, int tensor, int layer, int item);
/// A matrix, and its batch item or layer: see Document::matrix.
struct MatrixOf {
    lab::TensorId id;
    int owner;
};
lab::Result<MatrixOf> matrix_at(const App* app, int tensor, int layer, int item);
/// The address in the buffer, of a cell that exists.
lab::Result<lab::CellRef> cell_at(const App* app, std::size_t bytes);

}  // namespace headscope::app
