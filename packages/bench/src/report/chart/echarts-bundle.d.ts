// Echarts as one file: its main entry is hundreds, which take 0.4 s to load, and a fresh process draws each report.
declare module 'echarts/dist/echarts.esm.min' {
  export { init } from 'echarts';
}
