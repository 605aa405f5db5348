// Where a number stands, in words.
#pragma once

#include <string>

#include "ui/kit/kit.hpp"
#include "ui/picture/numbers.hpp"

namespace headscope::ui {

/// Of a stage: "Attention weights • Head 1 • gave → I", "Query • Head 1 • gave • dimension 3". Of a matrix: name and symbol, and which
/// head's block the cell lies in.
std::string where(const Context& c, const PictureNumbers& numbers, const lab::CellRef& cell);
/// The same without the tensor's name, for a title: "gave → I • Head 1"; of a matrix all of it.
std::string place_words(const Context& c, const lab::Document& doc, const lab::CellRef& cell);
/// What a cell's number is about, whatever the language: its tokens and what its other axes count. Numbers of one place with unequal
/// meanings are not to be compared.
std::string meaning_of(const lab::Document& doc, const lab::CellRef& cell);
/// Words that name a tensor by its symbol have low letters in it; others are drawn as they are.
void draw_where(Context& c, ImVec2 at, std::string_view words, const lab::CellRef& cell, ImU32 colour, float size,
                Face face = Face::regular);
/// Which masks hide a cell, in words; `by` as lab::hidden_by says it.
std::string hiders(const Context& c, unsigned by);
/// "[1,4,7,7]" of the tensor it is in.
std::string shape_of(const Context& c, const lab::CellRef& cell);
/// What a number of a matrix does: it has no arithmetic behind it.
std::string purpose_of(const Context& c, const lab::CellRef& cell);

}  // namespace headscope::ui
