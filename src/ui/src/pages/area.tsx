import { useRoute } from "../lib/route";
import { Page } from "../parts/page";

export function AreaPage() {
  const { path } = useRoute();
  return <Page name="area" title={path}>{null}</Page>;
}
