/** How the page is coloured: by choice, or as the system says. */
export type Theme = 'light' | 'dark' | 'system';

export const THEME_COOKIE = 'cw-theme';
const YEAR_SECONDS = 31_536_000;

/** The theme that a cookie value asks for; anything unknown means the system's. */
export function readTheme(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}

/** Applies a theme at once and keeps it for the next page. Browser only. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const age = theme === 'system' ? 0 : YEAR_SECONDS;
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}
