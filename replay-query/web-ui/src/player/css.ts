// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** CSS that loads nothing from elsewhere; the rest of it stays as it is. */
export function withoutRemoteUrls(css: string): string {
  const plain = css.includes('\\') ? withoutEscapedLetters(css) : css;
  if (!/url\(|@import|image-set\(/i.test(plain)) return css;
  return plain
    .replace(/@import\s*(?:url\([^)]*\)|"[^"]*"|'[^']*')[^;]*;?/gi, '')
    .replace(
      /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi,
      (whole, a?: string, b?: string, c?: string) =>
        isRemote((a ?? b ?? c ?? '').trim()) ? 'url("data:,")' : whole,
    )
    .replace(/image-set\((?:[^()]|\([^()]*\))*\)/gi, (set) =>
      set.replace(/"([^"]*)"|'([^']*)'/g, (quoted, a?: string, b?: string) =>
        isRemote((a ?? b ?? '').trim()) ? '"data:,"' : quoted,
      ),
    );
}

export function isRemote(url: string): boolean {
  return !/^\s*(data:|blob:|#|\/assets\/)/i.test(url);
}

/** `u\72l(` means `url(`. An escaped Latin letter means itself wherever it stands, so nothing else changes. */
function withoutEscapedLetters(css: string): string {
  return css
    .replace(/\\([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?/gi, (whole, hex: string) => {
      const letter = String.fromCharCode(Math.min(parseInt(hex, 16), 0xffff));
      return /[a-z]/i.test(letter) ? letter : whole;
    })
    .replace(/\\([g-z])/gi, '$1');
}
