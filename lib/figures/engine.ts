// The parts of ECharts that the figures use, and no others: loaded when the first figure is drawn.

import { BarChart, HeatmapChart, LinesChart, RadarChart, ScatterChart } from "echarts/charts"
import { GraphicComponent, GridComponent, RadarComponent, VisualMapPiecewiseComponent } from "echarts/components"
import { init, use } from "echarts/core"
import { SVGRenderer } from "echarts/renderers"

use([
  BarChart,
  GraphicComponent,
  GridComponent,
  HeatmapChart,
  LinesChart,
  RadarChart,
  RadarComponent,
  ScatterChart,
  SVGRenderer,
  VisualMapPiecewiseComponent,
])

export { init }
