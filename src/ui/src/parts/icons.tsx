/// Line drawings of 20 × 20, drawn for rasoat. Purely decorative: the words stand beside them.
const paths = {
  overview: "M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z",
  rankings: "M3 4h14M3 8h11M3 12h8M3 16h5",
  flag: "M5 18V3M5 3h10l-2.500 4L15 11H5",
  map: "M3 5l5-2 4 2 5-2v12l-5 2-4-2-5 2zM8 3v12M12 5v12",
  trend: "M3 3v14h14M6 12l3-4 3 2 4-6",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12",
  upload: "M10 13V3M6 7l4-4 4 4M3 13v4h14v-4",
  review: "M4 3h9l3 3v11H4zM7 11l2.200 2.200L13.500 9",
  reporting: "M4 17v-5M8 17V7M12 17v-8M16 17V3",
  programme: "M10 3v14M14 6.500C13 5.200 11.600 5 10 5c-2 0-3.500 1-3.500 2.500S8 9.800 10 10s3.500 1 3.500 2.500S12 15 10 15c-1.800 0-3.200-.3-4-1.800",
  audit: "M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zM13.500 13.500L18 18M6.500 9h5",
  report: "M5 2h7l4 4v12H5zM12 2v4h4M8 10h5M8 13h5",
  benchmark: "M3 17h14M5 17V9M10 17V5M15 17v-6M2 7h16",
  round: "M4 5h12v12H4zM4 9h12M7 3v4M13 3v4",
  account: "M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3.500 17c.8-3 3.300-4.500 6.500-4.500s5.700 1.500 6.500 4.500",
  log: "M4 4h12M4 8h12M4 12h8M4 16h5",
  help: "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM7.800 8c0-1.400 1-2.300 2.300-2.300s2.200.8 2.200 2c0 1.800-2.200 1.900-2.200 3.700M10 14.200v.1",
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  search: "M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zM13.500 13.500L18 18",
  download: "M10 3v10M6 9l4 4 4-4M3 17h14",
  link: "M8 12l4-4M9 5l1.500-1.500a3.500 3.500 0 0 1 5 5L14 10M11 15l-1.500 1.500a3.500 3.500 0 0 1-5-5L6 10",
  nearer: "M10 4v12M4 10h12",
  farther: "M4 10h12",
  back: "M12 4l-6 6 6 6",
  next: "M8 4l6 6-6 6",
  out: "M8 3H4v14h4M8 10h9M14 6.500L17.500 10 14 13.500",
  print: "M6 8V3h8v5M6 14H3V8h14v6h-3M6 12h8v5H6z",
  warning: "M10 3l8 14H2zM10 8v4M10 14.500v.1",
  check: "M4 10.500l4 4 8-9",
  release: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/// The sign of rasoat, as public/icon.svg has it; drawn in place, since an image of its own is a document to load.
export function Brand({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b5563" />
      <path d="M7 10h18M7 16h12M7 22h7" stroke="#fff" stroke-width="3" stroke-linecap="round" />
      <path d="M21.5 6.500v19" stroke="#f2b84b" stroke-width="2.500" stroke-linecap="round" />
    </svg>
  );
}
