# Writes OUTPUT, a C++ file that holds the bytes of STYLE: the program needs no folder beside it.
file(READ ${STYLE} HEX HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," BYTES "${HEX}")
file(WRITE ${OUTPUT} "#include \"api/web/page.h\"\n\nnamespace linhui::api::web {\nnamespace {\n"
  "const unsigned char k_style[] = {${BYTES}0};\n}  // namespace\n\n"
  "std::string_view style_sheet() {\n"
  "  return {reinterpret_cast<const char*>(k_style), sizeof k_style - 1};\n}\n\n"
  "}  // namespace linhui::api::web\n")
