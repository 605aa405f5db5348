# Third-party code. Each comes from HEADSCOPE_<NAME> (see paths.cmake) when that is a folder, else from a pinned release.
include(FetchContent)
set(FETCHCONTENT_QUIET ON)

# headscope_source(<out> <folder or empty> <repository> <commit>): sets <out> to the folder with the sources. A commit names
# its contents, so it is the pin and the checksum at once.
function(headscope_source out folder repository commit)
  if(folder AND IS_DIRECTORY "${folder}")
    set(${out} "${folder}" PARENT_SCOPE)
    return()
  endif()
  set(name "fetched_${out}")
  message(STATUS "Fetching ${repository}")
  # SOURCE_SUBDIR names a folder that is not there: the sources are wanted, the project's own CMake targets are not.
  FetchContent_Declare(${name} GIT_REPOSITORY "${repository}" GIT_TAG "${commit}" GIT_SUBMODULES "" SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${name})
  set(${out} "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

# xsimd 14.3.0: headers only.
headscope_source(xsimd "${HEADSCOPE_XSIMD}" https://github.com/xtensor-stack/xsimd e88a72831858123924f7118f345dfe5d70d95991)
add_library(xsimd INTERFACE)
target_include_directories(xsimd SYSTEM INTERFACE "${xsimd}/include")

# Dear ImGui 1.92.2b, without its tables: src/ui/base/no_tables.cpp stands in for them.
headscope_source(imgui "${HEADSCOPE_IMGUI}" https://github.com/ocornut/imgui 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)
add_library(imgui STATIC EXCLUDE_FROM_ALL
  "${imgui}/imgui.cpp" "${imgui}/imgui_draw.cpp" "${imgui}/imgui_widgets.cpp" "${PROJECT_SOURCE_DIR}/src/ui/base/no_tables.cpp")
target_include_directories(imgui SYSTEM PUBLIC "${imgui}")
target_link_libraries(imgui PRIVATE headscope_third_party)
set_target_properties(imgui PROPERTIES UNITY_BUILD OFF)
target_compile_definitions(imgui PUBLIC
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_DEMO_WINDOWS
  IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_DEFAULT_FONT # glyphs come from the browser
  IMGUI_DISABLE_FILE_FUNCTIONS)
if(EXISTS "${PROJECT_SOURCE_DIR}/src/ui/base/imgui_config.hpp")
  target_compile_definitions(imgui PUBLIC "IMGUI_USER_CONFIG=\"${PROJECT_SOURCE_DIR}/src/ui/base/imgui_config.hpp\"")
  target_compile_definitions(imgui PRIVATE "IMGUI_STB_TRUETYPE_FILENAME=\"${PROJECT_SOURCE_DIR}/src/ui/base/no_truetype.hpp\"")
endif()
if(EMSCRIPTEN)
  # no_tables.cpp and no_printf.cpp, too
  target_compile_definitions(imgui PRIVATE sscanf=headscope_no_scan vsnprintf=headscope_format)
  target_sources(imgui PRIVATE "${PROJECT_SOURCE_DIR}/src/ui/base/no_printf.cpp")
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(imgui PRIVATE -fno-exceptions -fno-rtti -fno-threadsafe-statics)
  endif()
endif()

if(NOT HEADSCOPE_TESTS)
  return()
endif()

# Catch2 3.7.1, from its single-file form: one compilation instead of a hundred. Its main comes along.
headscope_source(catch2 "${HEADSCOPE_CATCH2}" https://github.com/catchorg/Catch2 fa43b77429ba76c462b1898d6cd2f2d7a9416b14)
set(CATCH_CONFIG_DEFAULT_REPORTER "console")
set(CATCH_CONFIG_CONSOLE_WIDTH 120)
configure_file("${catch2}/src/catch2/catch_user_config.hpp.in"
  "${PROJECT_BINARY_DIR}/generated/catch2/catch_user_config.hpp")
add_library(catch2 OBJECT EXCLUDE_FROM_ALL "${catch2}/extras/catch_amalgamated.cpp")
target_include_directories(catch2 SYSTEM PUBLIC "${catch2}/src" "${PROJECT_BINARY_DIR}/generated")
target_link_libraries(catch2 PRIVATE headscope_third_party_tests)

# RapidCheck: property tests with shrinking, and its bridge to Catch2 (include a Catch2 header before <rapidcheck/catch.h>).
headscope_source(rapidcheck "${HEADSCOPE_RAPIDCHECK}" https://github.com/emil-e/rapidcheck a5724ea5b0b00147109b0605c377f1e54c353ba2)
file(GLOB_RECURSE rapidcheck_sources "${rapidcheck}/src/*.cpp")
add_library(rapidcheck STATIC EXCLUDE_FROM_ALL ${rapidcheck_sources})
target_include_directories(rapidcheck SYSTEM PUBLIC "${rapidcheck}/include" "${rapidcheck}/extras/catch/include")
target_link_libraries(rapidcheck PRIVATE headscope_third_party_tests)
set_target_properties(rapidcheck PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
