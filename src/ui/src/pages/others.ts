/// All pages but the one most people open on: fetched after it, in one piece.
export { Accounts } from "./accounts";
export { AreaPage } from "./area";
export { Audit } from "./audit";
export { BenchmarksPage } from "./benchmarks";
export { Exports } from "./exports";
export { Help } from "./help";
export { Log } from "./log";
export { Overview } from "./overview";
export { Programmes } from "./programmes";
export { Releases } from "./releases";
export { Reporting } from "./reporting";
export { Reports } from "./reports";
export { Review } from "./review";
export { RoundsPage } from "./rounds";
export { Schedules } from "./schedules";
export { UploadPage } from "./upload";
export { Uploads } from "./uploads";
