// run_metrics.h — the last run as Prometheus reads it from a file (node_exporter's textfile
// collector).
//
//   kiosque_run_requests{site="radiookapi.net"} 123
//
// Gauges, since each run begins at nought. The name's suffix is the unit, as Prometheus wants it.
//
// Errors: none. Threads: pure function.
// Source: https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4).
#ifndef KIOSQUE_CLI_RUN_METRICS_H_
#define KIOSQUE_CLI_RUN_METRICS_H_

#include <string>

#include "crawler/crawl.h"

namespace kiosque {

std::string RunMetrics(const CrawlReport& report);

}  // namespace kiosque

#endif  // KIOSQUE_CLI_RUN_METRICS_H_
