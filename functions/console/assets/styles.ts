/**
 * The console's styles. Each component has a file of its own; browsers load all of them as one.
 *
 * @module
 */
import badge from "./styles/badge.css" with { type: "text" };
import base from "./styles/base.css" with { type: "text" };
import buttons from "./styles/buttons.css" with { type: "text" };
import chaos from "./styles/chaos.css" with { type: "text" };
import chart from "./styles/chart.css" with { type: "text" };
import favourite from "./styles/favourite.css" with { type: "text" };
import figures from "./styles/figures.css" with { type: "text" };
import finder from "./styles/finder.css" with { type: "text" };
import foldedForm from "./styles/folded_form.css" with { type: "text" };
import form from "./styles/form.css" with { type: "text" };
import frame from "./styles/frame.css" with { type: "text" };
import functionPanel from "./styles/function_panel.css" with { type: "text" };
import healthReport from "./styles/health_report.css" with { type: "text" };
import list from "./styles/list.css" with { type: "text" };
import log from "./styles/log.css" with { type: "text" };
import map from "./styles/map.css" with { type: "text" };
import navigation from "./styles/navigation.css" with { type: "text" };
import notice from "./styles/notice.css" with { type: "text" };
import panel from "./styles/panel.css" with { type: "text" };
import problemPage from "./styles/problem_page.css" with { type: "text" };
import recordList from "./styles/record_list.css" with { type: "text" };
import settingsTable from "./styles/settings_table.css" with { type: "text" };
import sparkline from "./styles/sparkline.css" with { type: "text" };
import table from "./styles/table.css" with { type: "text" };
import tones from "./styles/tones.css" with { type: "text" };
import unseen from "./styles/unseen.css" with { type: "text" };

/** All styles. The order matters: of two rules of the same weight, the later one wins. */
export const STYLES = [
  base,
  frame,
  navigation,
  tones,
  notice,
  healthReport,
  problemPage,
  panel,
  figures,
  badge,
  functionPanel,
  chart,
  chaos,
  table,
  sparkline,
  settingsTable,
  list,
  buttons,
  form,
  foldedForm,
  recordList,
  log,
  map,
  favourite,
  finder,
  unseen,
].join("\n");
