// Links of the first released build, and the numbers behind its seeds: whatever is added or moved, they stay what they were.
#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cstdint>
#include <string_view>

#include "lab/link/link.hpp"
#include "lab/link/presets.hpp"
#include "soundness.hpp"

using namespace headscope::lab;
using namespace headscope::lab::testing;

namespace {

// FNV-1a over shape and bits of every matrix, byte by byte.
std::uint64_t fingerprint(const Document& doc) {
    std::uint64_t hash = 1469598103934665603ull;
    const auto add = [&](std::uint32_t word) {
        for (int shift = 0; shift < 32; shift += 8) hash = (hash ^ (word >> shift & 255)) * 1099511628211ull;
    };
    for (const TensorInfo& row : matrices())
        for (int owner = 0; owner < doc.owners(row.id); ++owner) {
            if (row.stream > info(TensorId::b_o).stream) continue;  // the first build did not have it
            const Matrix& m = doc.matrix(row.id, owner);
            add(static_cast<std::uint32_t>(m.rows()));
            add(static_cast<std::uint32_t>(m.cols()));
            for (const float value : m.values()) add(std::bit_cast<std::uint32_t>(value));
        }
    return hash;
}

struct Golden {
    std::string_view link;
    std::uint64_t fingerprint;
};
constexpr Golden kLinks[] = {
    {"v=1", 0x0a341c2455caa036ull},
    {"num_heads=1&d_model=4&head_dim=3&scale_mode=off&output_projection=0&tokens_by=lines&text=Input%201%0AInput%202"
     "%0AInput%203&X=AQAAgD8AAAAAAACAPwAAAAAAAAAAAAAAQAAAAAAAAABAAACAPwAAgD8AAIA_AACAPwIAOks&W_q=AQAAgD8AAAAAAACAPwA"
     "AgD8AAAAAAAAAAAAAAAAAAAAAAACAPwAAAAAAAIA_AACAP3IF0tA&W_k=AQAAAAAAAAAAAACAPwAAgD8AAIA_AAAAAAAAAAAAAIA_AAAAAAAAg"
     "D8AAIA_AAAAAOItAdU&W_v=AQAAAAAAAABAAAAAAAAAAAAAAEBAAAAAAAAAgD8AAAAAAABAQAAAgD8AAIA_AAAAALsu7UE&v=1",
     0x2067244a0079367full},
    {"text=%E6%88%91%20%E7%BB%99%20%E6%88%91%E7%9A%84%20%E7%8B%97%20%E6%9F%A5%E7%90%86%20%E4%B8%80%E4%BA%9B%20%E9%A3"
     "%9F%E7%89%A9&v=1",
     0xa05cc173a6109ff4ull},
    {"batch=2&d_model=32&causal=1&text=The%20quick%20brown%20fox%20jumps&text.1=over%20the%20lazy%20dog%20today&v=1",
     0x339b489180b07041ull},
    {"batch=2&num_heads=1&d_model=4&cross=1&d_memory=4&output_projection=0&tokens_by=lines&text=query&memory_text=0%"
     "0A1%0A2%0A3%0A4%0A5%0A6%0A7%0A8%0A9&valid_length=2&text.1=query&memory_text.1=0%0A1%0A2%0A3%0A4%0A5%0A6%0A7%0A"
     "8%0A9&valid_length.1=6&X_kv=AQAAAAAAAIA_AAAAQAAAQEAAAIBAAACgQAAAwEAAAOBAAAAAQQAAEEEAACBBAAAwQQAAQEEAAFBBAABgQQ"
     "AAcEEAAIBBAACIQQAAkEEAAJhBAACgQQAAqEEAALBBAAC4QQAAwEEAAMhBAADQQQAA2EEAAOBBAADoQQAA8EEAAPhBAAAAQgAABEIAAAhCAAAM"
     "QgAAEEIAABRCAAAYQgAAHEICqXAT&X_kv.1=AQAAAAAAAIA_AAAAQAAAQEAAAIBAAACgQAAAwEAAAOBAAAAAQQAAEEEAACBBAAAwQQAAQEEAAF"
     "BBAABgQQAAcEEAAIBBAACIQQAAkEEAAJhBAACgQQAAqEEAALBBAAC4QQAAwEEAAMhBAADQQQAA2EEAAOBBAADoQQAA8EEAAPhBAAAAQgAABEIA"
     "AAhCAAAMQgAAEEIAABRCAAAYQgAAHEICqXAT&W_k=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
     "AAAAAAAAAAAAAAAAAAlHoFm&W_v=AQAAgD8AAAAAAAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAAAAAAIA_AAAAAAAAAAAAAAAAAAAAAA"
     "AAgD8FI1or&v=1",
     0x7c133ff479857a30ull},
    {"cross=1&d_memory=12&text=%E6%88%91%20%E7%BB%99%20%E6%88%91%E7%9A%84%20%E7%8B%97%20%E6%9F%A5%E7%90%86%20%E4%B8%"
     "80%E4%BA%9B%20%E9%A3%9F%E7%89%A9&memory_text=I%20gave%20my%20dog%20Charlie%20some%20food&v=1",
     0x1084b6f3fc5ac664ull},
    {"num_heads=8&d_model=32&causal=1&positions=1&text=The%20cat%20sat%20on%20the%20mat%20because%20it%20was%20tired"
     "&v=1",
     0xb60d3cf3e2d24cfaull},
    {"causal=1&embedding_seed=2&valid_length=1&W_v=AGW-n7q_CCk6uw&v=1", 0x30dbec1aaf3eeffaull},
    {"d_model=24&tokens_by=characters&memory_text=%C3%A9%20food&b_o=AAD4k0K-AEw7l70AaGM9PgBSVQO-miVp9A&v=1",
     0x4eaf304043519c5cull},
    {"d_model=20&d_memory=6&custom_mask=boolean&scale_mode=off&weight_seed=2&valid_length=6&W_k=APcCpEqKvgAqUxE-ALCm"
     "qj4AejwIvgCdfIo8-HJQBQ&v=1",
     0x3550b4f0dc4803aaull},
    {"d_memory=3&window_size=1&custom_mask=boolean&scale_value=-1.9199999570846558&positions=1&memory_text=Charlie&v"
     "alid_length=2&X_kv=AaJFVsBWDl3A4BsAADDlnCs&v=1",
     0x5c33d4b16f1d2ddcull},
    {"tokens_by=lines&text=my%0ACharlie%0ACharlie&W_o=AHwAAACAAGQ7f8AOiUFQwABMN4k_DukmYUAAPQp3QA4AYOpGAJZDCz4OtMg2vw"
     "D-1DjADlg5VMAAd74_wHdycEE&b_q=AApQjTfAAJ7vR0ABFp30P6nkctE&b_o=AAsX2S5AqmKEyw&v=1",
     0x65c8b7331989065cull},
    {"num_heads=1&causal=1&custom_mask=boolean&text=gave%20my%20%E7%8B%97%20dog%20food&memory_text=some%20gave%20Cha"
     "rlie&valid_length=1&X_kv=ACMAAIA_AAAAgD9VTV3A&b_o=AAQ7nmO_ADbSAz8AWc3lvgDLXdC-AJVbBD8AnV8YvwBR8W09DRAzEQ&v=1",
     0xceb4e68d25af2e57ull},
    {"window_size=0&custom_mask=bias&scale_value=0.3619999885559082&tokens_by=characters&embedding_seed=2&memory_tex"
     "t=%E9%A3%9F%E7%89%A9%20%E9%A3%9F%E7%89%A9&valid_length=6&b_k=AALHS2fAABsvTUAAI9vZPwD0_VQ-AKrxAkAACKx8QADpJnFAA"
     "I2XHsDv6Eu_&v=1",
     0x13b1cc43d98ffd63ull},
    {"custom_mask=bias&valid_length=3&X_kv=AFbdJAa_AAAAAIAAYhAYQACgGn9AAOXQwj-_twTn&mask_bias=AAOoxgvAFqjGC8ALqMYLwC"
     "wTQkk&W_o=AJ8B-n5qwP32ISs&b_k=AAFmZua-AEcvdr4AQxqTvAD0vDe9AGUVeL0AB41xPgCZKzG-ABx0hj0ADtwNPQBqvFRAAAAAAIAdjrzC"
     "&b_o=AAh7pno-ACBEoD0AWb9HPwAR4J69z-RLSw&v=1",
     0xc3cd4a3c41e05816ull},
    {"d_model=8&window=1&custom_mask=bias&tokens_by=lines&embedding_seed=0&weight_init=kaiming&memory_text=gave%0Aso"
     "me%0Adog%0A%E7%8B%97&mask_bias=AQAAgP9IatSb&W_v=AAXpJtG_AM_3A8AARrazvwW-n5q-AB1aBEAA5dAiQAXXo9C_AEa20z8A7ny_vg"
     "UdWmS_AEjhGsAAJzF4QAWmmxRAAB-F6z8A2c53vwWmm2RAAJZD6z8A3SRGQOy3oBg&v=1",
     0x34759b33753cb6ddull},
    {"custom_mask=boolean&scale_value=1.3860000371932983&temperature=0.1&embedding_seed=2&valid_length=1&X=AEr-1GjAY"
     "CAH3g&mask_allow=AAMAAAAANR0AbA&W_k=AD9Ei0zAD3npRsAPAAAAgA-YbjJADzvfH8AP9P0Uvw-oxjtA7ttzXA&W_v=ANcBH4UbwBLFmtA"
     "&b_q=AAAAAIA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAF048FY&b_o=AAh3vp89AHsULj_JUCBE&v=1",
     0x8203beb68dae29bfull},
    {"custom_mask=boolean&positions=1&tokens_by=lines&text=gave%20gave%20some%20gave%20my&memory_text=%E7%8B%97%0Ado"
     "g%0ACharlie%0Afood&mask_allow=AQAAAAClURFs&W_k=AEIAYOpGT1TjJb_6jyYx&b_q=AAHOYRpAABfCE0AAjG6iPwB9d-w-AApS6L8An-"
     "u9vwBnOW3AAL_qrL8AVifhvgB_rZu-kMu8Og&b_o=AABOYiDAAGIQ2L4A2c7XvwC4HmXAAH0_tT8AMzPTvwB_ahzAAOAbAAAAnu-nvwDD9ei_V"
     "FNEwA&v=1",
     0x1c497003d2bfb6a0ull},
    {"custom_mask=bias&memory_text=my%20%E7%8B%97%20a%20I%20food%20food&mask_allow=ABUAAAAADQAAAAADAAAAADWh0hc&mask_"
     "bias=AA4AAID_BwAAgP8FAACA_ygrCjA&W_v=AFoAAIA_AAAAgD8AAACAPw0AAIA_AAAAgD8AAACAPw0AAIA_AAAAgD8AAACAPw0AAIA_AAAAg"
     "D8AAACAPw0AAIA_AAAAgD8AAACAPw0AAIA_AAAAgD8AAACAPw0AAIA_AAAAgD8AAACAPw0AAIA_AAAAgD8AAACAPw0AAIA_AAAAgD8AAACAPw0"
     "AAIA_AAAAgD8AAACAPw0AAIA_AAAAgD8AAACAP9n7LLs&v=1",
     0xb6c34bb11c178054ull},
    {"d_memory=8&custom_mask=boolean&temperature=2.5&weight_init=gaussian&weight_seed=2&text=%E7%8B%97%20%C3%A9%20ga"
     "ve&memory_text=%C3%A9%20gave%20%F0%9F%91%8D%F0%9F%8F%BD%20%E7%8B%97%20Charlie%20my&valid_length=2&W_v=ABe0yCbA"
     "AOxRaEAOpps0QAAEVq6_DuAbAAAAz_cDwA43iQFAAEJg5TwOAGDqRgDfT42-DjMz878AhxYZwA41XnrAAM_3k78OfT-1vwDy0s2_DhKDUEAAdZ"
     "MIwA4QWHnAALKdj78O001ivwCBlUO_DoPAqr8ABoElQA7Jdp6_AK5H4T0OppsEwADl0KI_DgBg6kYAPQq3vyXDLxo&b_q=AAwtsp2_AOAbAAAv"
     "YYo4&v=1",
     0x6df6a6a5698ae810ull},
    {"batch=3&d_model=4&window=1&custom_mask=boolean&embedding_seed=1&valid_length=6&valid_length.1=1&mask_allow=AAM"
     "AAAAAAAAAAAAFAAAAAAQAAAAAAgAAAAAAAAAAAAUAAAAAAAAAAACo8Lwn&W_k=AXgqNL5SLpW-9ARcPrkh5LznGDG-h2vaPtN48z08Dco9_uil"
     "vqo6Kb6ielY-jHsPPqMhuj4UWKI-95jQPLSwpD4mO9YM&W_o=AV1Kcj5YNoy9VAeNPRWBJj524E--KTAzviihJ76Vaka--CKMvVXPbr6XwYG-V"
     "j2YvqB9k75Krq6-UKz7vYPWrj5OQZUf&b_q=ASBqUrwAEAc5XLcNvqAhAj6hbIiN&b_k=AdpBDD42XGI-WNPePZgfJz75J7C0&b_v=AYSLVL7Y"
     "pHi-PsQRPoBfFLwJPgCv&b_o=AfiTQr5MO5e9aGM9PlJVA75C_oMl&v=1",
     0x914e8a6126c32a84ull},
};

struct First {
    std::string_view matrix;
    float numbers[3];
};
constexpr First kFirst[] = {
    {"X", {0x1.f38432p-1f, -0x1.7442aap+0f, -0x1.ffdc6cp-2f}},
    {"X_kv", {-0x1.3f6d14p-1f, 0x1.344954p+1f, 0x1.201feap+0f}},
    {"X_v", {-0x1.f8ad0cp-2f, -0x1.c6c18ap-4f, -0x1.d53c64p-3f}},
    {"mask_allow", {0x1p+0f, 0x1p+0f, 0x1p+0f}},
    {"mask_bias", {0x0p+0f, 0x0p+0f, 0x0p+0f}},
    {"W_q", {0x1.e12bfep-4f, -0x1.37cbd4p-6f, -0x1.525c1ap-3f}},
    {"W_k", {-0x1.6854fp-3f, -0x1.2a5ca4p-2f, 0x1.b809e8p-3f}},
    {"W_v", {0x1.66039ep-2f, 0x1.ab0a26p-3f, 0x1.9c05dcp-3f}},
    {"W_o", {0x1.e494bap-3f, -0x1.186cbp-4f, 0x1.1a0ea8p-4f}},
    {"b_q", {-0x1.a4d44p-7f, 0x1.0e2p-13f, -0x1.1b6eb8p-3f}},
    {"b_k", {0x1.1883b4p-3f, 0x1.c4b86cp-3f, 0x1.bda6bp-4f}},
    {"b_v", {-0x1.a91708p-3f, -0x1.f149bp-3f, 0x1.23887cp-3f}},
    {"b_o", {-0x1.8527fp-3f, -0x1.2e7698p-4f, 0x1.7ac6dp-3f}},
    {"v_a", {-0x1.7f1e1p-1f, 0x1.bd41a8p-1f, -0x1.1e6454p-1f}},
    {"W_a", {0x1.51c72ep-5f, -0x1.bb1b0cp-1f, -0x1.c99c06p-1f}},
    {"sinks", {0, 0, 0}},
    {"P", {-0x1.9fe4p-8f, -0x1.41761p-1f, 0x1.51b95p-2f}},
    {"norm_gain", {1, 1, 1}},
    {"norm_bias", {0, 0, 0}},
};

}  // namespace

TEST_CASE("links of the first build open to the same numbers, bit for bit, and are written as they were") {
    for (const Golden& golden : kLinks) {
        INFO(golden.link);
        const Result<Document> doc = opened(golden.link);
        REQUIRE(doc);
        CHECK(fingerprint(doc.value()) == golden.fingerprint);
        CHECK(write_link(doc.value()) == golden.link);
    }
}

TEST_CASE("presets are the documents they were") {
    for (size_t i = 0; i < presets().size() && i < 7; ++i) {
        INFO(presets()[i].key);
        CHECK(write_link(headscope::lab::apply(initial_document(), edit_of(presets()[i])).value()) == kLinks[i].link);
    }
}

TEST_CASE("the first numbers of every matrix are those the seeds always gave") {
    const Document doc = initial_document();
    REQUIRE(std::size(kFirst) == matrices().size());
    for (const First& first : kFirst) {
        INFO(first.matrix);
        const Matrix& m = doc.matrix(find_tensor(first.matrix)->id);
        for (size_t i = 0; i < 3; ++i) CHECK(m.values()[i] == first.numbers[i]);
    }
}

TEST_CASE("the first numbers of later layers are those the seeds gave when there first were several") {
    constexpr First kSecond = {"W_q", {-0x1.78c73ap-3f, -0x1.9eb314p-2f, 0x1.860026p-2f}},
                    kSixth = {"b_o", {-0x1.10233p-4f, 0x1.89b3ap-4f, 0x1.1e858p-7f}};
    const Document doc = headscope::lab::apply(initial_document(), SetParam{Param::layers, 6}).value();
    for (size_t i = 0; i < 3; ++i) {
        CHECK(doc.matrix(find_tensor(kSecond.matrix)->id, 1).values()[i] == kSecond.numbers[i]);
        CHECK(doc.matrix(find_tensor(kSixth.matrix)->id, 5).values()[i] == kSixth.numbers[i]);
    }
}
