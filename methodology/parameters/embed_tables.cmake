# Writes OUTPUT, a C++ file that holds the bytes of every file in TABLES.
set(BODY "#include \"methodology/parameters/embedded_tables.h\"\n\nnamespace linhui::methodology {\nnamespace {\n")
set(LIST "")
foreach(TABLE IN LISTS TABLES)
  get_filename_component(NAME ${TABLE} NAME)
  string(MAKE_C_IDENTIFIER ${NAME} ID)
  file(READ ${TABLE} HEX HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," BYTES "${HEX}")
  string(APPEND BODY "const unsigned char k_${ID}[] = {${BYTES}0};\n")
  string(APPEND LIST "      {\"${NAME}\", {reinterpret_cast<const char*>(k_${ID}), sizeof k_${ID} - 1}},\n")
endforeach()
string(APPEND BODY "}  // namespace\n\nconst std::map<std::string, std::string_view>& embedded_tables() {\n"
  "  static const std::map<std::string, std::string_view> tables = {\n${LIST}  };\n  return tables;\n}\n\n"
  "}  // namespace linhui::methodology\n")
file(WRITE ${OUTPUT} "${BODY}")
