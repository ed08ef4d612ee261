-- The files that pack and the reader of CSV are given: a small registry, the
-- project's own, and the small one with a fault in each fixture of its kind.

local shell = require "spec.support.shell"

local csv_files = {}

local fixtures = "spec/fixtures/pack/"

csv_files.fixtures = fixtures

-- The records, the contacts and the facts.
csv_files.data = { "data/service-names-port-numbers.csv", "data/contacts.csv",
  "data/registry.csv" }
csv_files.small = { fixtures .. "records.csv", fixtures .. "contacts.csv",
  fixtures .. "registry.csv" }

-- Where each fixture's fault lies, and what is said of it.  The fixture's name
-- is the risk; it stands in for the small registry's file of its kind.
csv_files.refused = {
  { "port_out_of_range", 3, "Port Number", "a port above 65535" },
  { "port_far_out_of_range", 3, "Port Number", "a port above 65535" },
  { "port_not_a_number", 3, "Port Number", "not a port or a range of ports" },
  { "port_negative", 3, "Port Number", "not a port or a range of ports" },
  { "port_with_leading_zero", 3, "Port Number", "a port with a leading zero" },
  { "port_with_blank", 3, "Port Number", "not a port or a range of ports" },
  { "port_with_fraction", 3, "Port Number", "not a port or a range of ports" },
  { "range_backwards", 3, "Port Number", "a range that goes down" },
  { "range_without_end", 3, "Port Number", "not a port or a range of ports" },
  { "range_end_out_of_range", 3, "Port Number", "a port above 65535" },
  { "range_with_leading_zero", 3, "Port Number", "a port with a leading zero" },
  { "range_of_three", 3, "Port Number", "not a port or a range of ports" },
  { "transport_unknown", 3, "Transport Protocol", "not tcp, udp, sctp or dccp" },
  { "transport_in_capitals", 3, "Transport Protocol", "not tcp, udp, sctp or dccp" },
  { "date_without_month", 3, "Registration Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_month_13", 3, "Registration Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_day_32", 3, "Modification Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_with_slashes", 3, "Modification Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_out_of_range", 3, "Modification Date", "from 1970 to" },
  { "row_short", 3, "Assignment Notes", "the row has 11 cells, not 12" },
  { "row_short_before_bad_utf8", 3, "Assignment Notes", "the row has 11 cells, not 12" },
  { "row_long", 3, "Assignment Notes", "the row has 13 cells, not 12" },
  { "row_blank", 3, "Service Name", "an empty line" },
  { "row_bad_after_line_breaks", 6, "Port Number", "a port above 65535" },
  { "quote_unclosed", 3, "Description", "a quote that is never closed" },
  { "quote_inside_cell", 3, "Description", "a quote in the wrong place" },
  { "quote_then_text", 3, "Description", "a quote in the wrong place" },
  { "nul_byte", 3, "Description", "a NUL byte at byte 2" },
  { "nul_byte_quoted", 3, "Description", "a NUL byte at byte 2" },
  { "utf8_stray_byte", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_latin_1", 3, "Description", "not UTF-8 at byte 9" },
  { "utf8_cut_short", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_overlong_2", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_overlong_3", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_overlong_4", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_surrogate", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_past_10ffff", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_five_bytes", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_in_name", 3, "Service Name", "not UTF-8 at byte 1" },
  { "header_wrong", 1, "Port Number", "does not have this title" },
  { "header_of_empty_cells", 1, "Service Name", "does not have this title" },
  { "header_short", 1, "Assignment Notes", "the row has 11 cells, not 12" },
  { "header_missing", 1, "Service Name", "does not have this title" },
  { "empty", 1, "Service Name", "the text is empty" },
  { "contacts_header_wrong", 1, "Organization", "does not have this title" },
  { "contacts_row_short", 2, "Last Updated", "the row has 4 cells, not 5" },
  { "contacts_without_id", 2, "ID", "a contact without an ID" },
  { "contacts_twice", 4, "ID", "a contact that stands twice" },
  { "contacts_bad_utf8", 2, "Name", "not UTF-8 at byte 1" },
  { "contacts_quote_unclosed", 2, "Name", "a quote that is never closed" },
  { "registry_header_wrong", 1, "key", "does not have this title" },
  { "registry_row_long", 2, "value", "the row has 3 cells, not 2" },
  { "registry_without_key", 2, "key", "a value without a key" },
  { "registry_nul_byte", 2, "value", "a NUL byte at byte 1" },
}

-- The fixture's file, and the small registry with it in place of its own.
function csv_files.inputs_with(name)
  local file = fixtures .. name .. ".csv"
  local kind = name:match("^(%a+)_")
  local small = csv_files.small
  return file, { (kind == "contacts" or kind == "registry") and small[1] or file,
    kind == "contacts" and file or small[2],
    kind == "registry" and file or small[3] }
end

-- The bytes of an image in the C text that pack writes: its words, the lowest
-- byte first.
function csv_files.image_in(path)
  local words = {}
  for word in shell.read(path):gmatch "0x(%x+)u" do
    words[#words + 1] = word:gsub("%x%x", function(byte)
      return string.char(tonumber(byte, 16))
    end):reverse()
  end
  return table.concat(words)
end

return csv_files
