// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** The icons, drawn on a grid of 16 × 16. They are decoration: whatever carries one has a name of its own. */
const PATHS = {
  play: (
    <path
      d="M4.5 2.6v10.8a.6.6 0 0 0 .92.5l8.3-5.4a.6.6 0 0 0 0-1L5.42 2.1a.6.6 0 0 0-.92.5Z"
      fill="currentColor"
      stroke="none"
    />
  ),
  pause: <path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" fill="currentColor" stroke="none" />,
  error: <path d="M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.4v.4" />,
  view: <path d="M1.5 3h13v10h-13zM1.5 6h13" />,
  action: <path d="M8 1.8 9.6 6.4 14.2 8 9.6 9.6 8 14.2 6.4 9.6 1.8 8l4.6-1.6z" />,
  click: <path d="m6 6 2.6 8 1.5-3.6L13.700 9zM6 1.500v2M1.500 6h2M2.800 2.800l1.400 1.400" />,
  input: <path d="M1.5 4.500h13v7h-13zM4.500 6.500v3" />,
  resource: <path d="M8 2v8M4.800 7 8 10.200 11.200 7M2.500 13.500h11" />,
  longTask: <path d="M4 2h8M4 14h8M5 2c0 4 6 4.500 6 12M11 2c0 4-6 4.500-6 12" />,
  frustration: (
    <path d="M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM5.500 11c1.300-1.500 3.700-1.500 5 0M5.800 6.300v.4M10.200 6.300v.4" />
  ),
  custom: <path d="M2.500 2.500h6l5.500 5.500-5.500 5.500-6-6zM5.300 5.300v.2" />,
  sessionEnd: <path d="M4 14V2h8l-2 3.200 2 3.200H4" />,
  link: (
    <path d="M6.700 9.300a2.800 2.800 0 0 0 4 0l2.200-2.200a2.800 2.800 0 0 0-4-4L8 4M9.300 6.700a2.800 2.800 0 0 0-4 0L3.100 8.900a2.800 2.800 0 0 0 4 4L8 12" />
  ),
  panel: <path d="M1.500 2.500h13v11h-13zM6 2.500v11" />,
  fullScreen: <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />,
  back: <path d="M9.500 3 4.500 8l5 5" />,
  previousError: <path d="M12.500 4v8L6.500 8zM3.500 4v8" />,
  nextError: <path d="M3.500 4v8l6-4zM12.500 4v8" />,
  warning: <path d="M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13ZM8 4.800v4M8 10.900v.4" />,
  skip: <path d="M2.500 3.500v9L8 8zM8 3.500v9L13.500 8z" />,
  search: <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.700 10.700 14 14" />,
  session: (
    <path d="M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.500 14c.6-3 2.700-4.500 5.500-4.500s4.900 1.500 5.500 4.500" />
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  more: <path d="M3.500 8v.1M8 8v.1M12.500 8v.1" stroke-width="2.4" />,
  filter: <path d="M2 3h12M4.500 8h7M6.500 13h3" />,
  console: <path d="m3 4.500 3.500 3.500L3 11.500M8 12h5" />,
  health: <path d="M1.500 8.500H4.500L6.500 3.500 9.500 12.500 11.500 8.500H14.500" />,
  well: <path d="m3 8.500 3.300 3.300L13 4.500" />,
  refresh: <path d="M13.500 8A5.500 5.500 0 1 1 11.700 3.900M13.500 1.800v3h-3" />,
};

export type IconName = keyof typeof PATHS;

export function isIconName(name: string): name is IconName {
  return name in PATHS;
}

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {PATHS[name]}
    </svg>
  );
}
