#pragma once

#include "bestand/scoring/v1/model_report_service.pb.h"
#include "tools/bestandctl/page/figure.h"

namespace bestand::ctl {

// The figures of the page. Each says in words when the report has nothing to draw.

// Repeat purchases week by week, and all of them up to each week.
Figure WeeklyFigure(const scoring::v1::ModelReport& report);
Figure CumulativeFigure(const scoring::v1::ModelReport& report);

// Customers by repeats; purchases in the hold-out by repeats before; who buys by predicted probability.
Figure RepeatsFigure(const scoring::v1::ModelReport& report);
Figure FrequencyFigure(const scoring::v1::ModelReport& report);
Figure CalibrationFigure(const scoring::v1::ModelReport& report);

// Probabilities over frequency and recency.
Figure AliveFigure(const scoring::v1::ModelReport& report);
Figure PurchaseFigure(const scoring::v1::ModelReport& report);

// What customers spend, and how it is spread over them.
Figure ValueFigure(const scoring::v1::ModelReport& report);
Figure LorenzFigure(const scoring::v1::ModelReport& report);

}  // namespace bestand::ctl
