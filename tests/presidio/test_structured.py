"""presidio-structured takes piiguard's analyzer: columns of Chinese kinds are told and anonymized."""

from __future__ import annotations

import warnings

import pytest
from presidio_anonymizer.entities import OperatorConfig

from piiguard.integrations import presidio

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pd = pytest.importorskip("pandas")
    structured = pytest.importorskip("presidio_structured")


@pytest.mark.filterwarnings("ignore")
def test_columns_are_told_and_anonymized() -> None:
    frame = pd.DataFrame({"手机": ["13812345678", "13912345678"], "数量": ["3", "5"]})
    analysis = structured.PandasAnalysisBuilder(presidio.analyzer(languages=("zh",))).generate_analysis(
        frame, language="zh"
    )
    assert analysis.entity_mapping == {"手机": "CN_MOBILE"}
    done = structured.StructuredEngine().anonymize(
        frame.copy(),
        analysis,
        {"CN_MOBILE": OperatorConfig("mask", {"masking_char": "*", "chars_to_mask": 7, "from_end": True})},
    )
    assert list(done["手机"]) == ["1381*******", "1391*******"]
    assert list(done["数量"]) == ["3", "5"]
