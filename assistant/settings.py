"""Every knob of the program: HOIDAP_* in the environment or in a file `.env` beside the command."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "HOIDAP_"
_NOT_SETTINGS = {"HOIDAP_EVAL_DATA"}  # where the tests look for evaluation data


class SettingsError(Exception):
    """A setting has no sensible value; `str(error)` is a Vietnamese sentence that names it."""


class Settings(BaseSettings):
    """The settings of one run, all optional."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        dotenv_filtering="match_prefix",
        extra="forbid",
        frozen=True,
        env_ignore_empty=True,
    )

    data: Path = Field(default=Path(".data"), description="thư mục dữ liệu: thư viện, chỉ mục, lịch sử")
    model: str | None = Field(
        default=None,
        description="mô hình sentence-transformers (tên hoặc thư mục); trống: mô hình đi kèm; none: chỉ tìm theo từ",
    )
    reranker: str | None = Field(
        default=None,
        description="mô hình xếp hạng lại (tên hoặc thư mục); trống: mô hình đi kèm; none: không dùng",
    )
    chroma_url: str | None = Field(
        default=None,
        description="máy chủ Chroma, ví dụ http://chroma:8000; trống: Chroma trong thư mục dữ liệu",
    )
    chroma_token: str | None = Field(default=None, description="khóa gửi cho máy chủ Chroma trong tiêu đề")
    chroma_ca: Path | None = Field(default=None, description="chứng thư (PEM) mà máy chủ Chroma được ký bởi")
    top_k: int = Field(default=10, ge=1, le=100, description="số đoạn lấy ra cho mỗi câu hỏi")
    llm: str | None = Field(
        default=None, description="mô hình ngôn ngữ, ví dụ ollama:qwen3:8b; trống: trả lời bằng lời văn bản"
    )
    llm_url: str | None = Field(default=None, description="địa chỉ của mô hình ngôn ngữ")
    llm_seconds: float = Field(
        default=60.0, gt=0, description="thời gian chờ tối đa cho một câu trả lời của mô hình"
    )
    host: str = Field(default="127.0.0.1", description="địa chỉ mà trang hỏi đáp lắng nghe")
    port: int = Field(default=7860, ge=1, le=65535, description="cổng của trang hỏi đáp")
    auth: Path | None = Field(
        default=None,
        description="tệp người dùng (hoidap users add); trống: users.json trong thư mục dữ liệu nếu có",
    )
    hosts: str = Field(
        default="",
        description="các tên máy khác mà trang trả lời, cách nhau bằng dấu phẩy, ví dụ hoidap.so.local",
    )
    no_login: bool = Field(
        default=False, description="cho phép mở trang ra mạng mà không cần đăng nhập (không nên)"
    )
    workers: int = Field(default=2, ge=1, le=64, description="số tệp đọc cùng lúc")
    read_seconds: float = Field(default=300.0, gt=0, description="thời gian tối đa để đọc một tệp")
    read_memory_mb: int = Field(default=2000, ge=200, description="bộ nhớ tối đa (MB) để đọc một tệp")
    upload_mb: float = Field(default=100.0, gt=0, description="cỡ tối đa (MB) của tệp tải lên trang")
    url_allow_private: bool = Field(default=False, description="cho phép tải từ địa chỉ trong mạng nội bộ")
    log: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="mức ghi nhật ký"
    )

    @classmethod
    def load(cls) -> Settings:
        """Return the settings of the environment and of `.env`.

        Raises:
            SettingsError: a value does not fit, or a HOIDAP_* name is unknown.
        """
        unknown = sorted(n for n in os.environ if n.startswith(PREFIX) and n not in _NOT_SETTINGS)
        for name in unknown:
            if name.removeprefix(PREFIX).lower() not in cls.model_fields:
                raise SettingsError(_unknown(name))
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from error


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(
        name.upper().removeprefix(PREFIX).lower(), list(Settings.model_fields), n=1
    )
    hint = f" Có phải là {PREFIX}{near[0].upper()}?" if near else " Xem các biến trong .env.example."
    return f"Không có thiết lập {name}.{hint}"


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    name = field.upper() if field.lower().startswith(PREFIX.lower()) else PREFIX + field.upper()
    if first["type"] == "extra_forbidden":
        return _unknown(name)
    meaning = Settings.model_fields[field].description if field in Settings.model_fields else ""
    return f"Thiết lập {name} có giá trị không hợp lệ: “{first['input']}” ({meaning}). Xem .env.example."
