/** Text for XML 1.0 documents. */

// Allowed beside these are tab, line feed, carriage return and all of U+0020 to U+FFFD.
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/**
 * Text made safe between tags and in quoted attributes (XML 1.0 section 2.2 and 2.4). Characters
 * that no XML document may contain, escaped or not, become U+FFFD.
 */
export function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\r', '&#13;');
}
