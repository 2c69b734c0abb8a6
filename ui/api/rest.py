"""The addresses under /api/v1, and the page /api that describes them in Vietnamese."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from pydantic import BaseModel, Field

from assistant.model import Turn
from ui import text
from ui.api import reference
from ui.api.service import MOST, Refused, Service, TargetFilter, TaskFilter
from ui.user import visitor_of

PREFIX = "/api/v1"
_MOST_TURNS = 20  # earlier turns of a question; more than a few lead nowhere
_MOST_DOCUMENTS = 200  # that one question is asked of

Limit = Annotated[int, Query(ge=1, le=MOST, description="số dòng của một trang")]
Offset = Annotated[int, Query(ge=0, description="bỏ qua bao nhiêu dòng đầu")]
Words = Annotated[str | None, Query(max_length=300)]


class AskedTurn(BaseModel):
    """Một lượt trước của cuộc trao đổi."""

    question: str = Field(max_length=2000, description="câu hỏi trước")
    answer: str = Field("", max_length=20_000, description="câu trả lời trước")


class Asked(BaseModel):
    """Một câu hỏi."""

    question: str = Field(description="câu hỏi bằng tiếng Việt, tối đa 2.000 ký tự")
    history: list[AskedTurn] = Field(
        default_factory=list, max_length=_MOST_TURNS, description="các lượt trước, cũ nhất trước"
    )
    documents: list[str] = Field(
        default_factory=list,
        max_length=_MOST_DOCUMENTS,
        description="chỉ hỏi trong các văn bản này (mã hoặc số hiệu)",
    )


class Citation(BaseModel):
    """Một nguồn: `quote` là nguyên văn của văn bản từ `start` đến `end`."""

    marker: int = Field(description="số trong ngoặc vuông của câu trả lời")
    document: str
    document_id: str
    source: str = Field(description="tên tệp")
    section: str = Field(description="điều, khoản, mục")
    path: str
    page: int | None
    quote: str
    start: int
    end: int
    link: str = Field(description="địa chỉ trên trang, mở đúng chỗ này")


class Answered(BaseModel):
    """Câu trả lời; mỗi ý có nguồn, hoặc nói rõ vì sao không trả lời."""

    question: str
    status: str = Field(
        description="answered, corrected, partial, needs_clarification, not_found hoặc refused"
    )
    reason: str | None = Field(description="vì sao không trả lời (được hết)")
    answer: str = Field(description="Markdown, có [n] trỏ tới nguồn")
    citations: list[Citation]
    options: list[str] = Field(description="các cách hiểu hoặc câu hỏi có thể hỏi tiếp")
    standalone: str = Field(description="câu hỏi như đã hiểu")
    model: str | None = Field(description="mô hình ngôn ngữ đã dùng; null: lời của văn bản")
    elapsed_ms: float


class Rows(BaseModel, extra="allow"):
    """Một trang của danh sách; `total` là tổng số dòng."""

    total: int
    offset: int


def register(app: FastAPI, service: Service) -> None:
    """Add the addresses; the gate has seen every request before them."""
    router = APIRouter(prefix=PREFIX)
    _questions(router, service)
    _documents(router, service)
    _register(router, service)
    app.include_router(router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _wrong)
    described = get_openapi(
        title=text.API_TITLE, version="1", description=text.API_ABOUT, routes=router.routes
    )
    described["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    described["security"] = [{"token": []}]

    @app.get(f"{PREFIX}/openapi.json", include_in_schema=False)
    def openapi() -> Response:
        return JSONResponse(described)

    @app.api_route("/api/{rest:path}", methods=["GET", "POST"], include_in_schema=False)
    def nothing(rest: str) -> Response:
        del rest
        return JSONResponse({"error": text.API_UNKNOWN}, 404)

    @app.get("/api", include_in_schema=False)
    def page() -> Response:
        return HTMLResponse(reference.html(described))


async def _refused(request: Request, error: Exception) -> Response:
    del request
    status, sentence = (error.status, error.sentence) if isinstance(error, Refused) else (500, text.FAILED)
    more = {"retry-after": "10"} if status in {429, 503} else {}  # seconds: some answers of the line
    return JSONResponse({"error": sentence}, status, headers=more)


async def _wrong(request: Request, error: Exception) -> Response:
    if not request.url.path.startswith("/api/"):
        return PlainTextResponse(text.WRONG_BODY, 400)
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    name = ".".join(str(part) for part in first.get("loc", ())[1:]) or "JSON"
    said = text.API_MISSING if first.get("type") == "missing" else text.API_WRONG
    return JSONResponse({"error": said.format(name=name)}, 400)


def _questions(router: APIRouter, service: Service) -> None:
    @router.post("/ask", summary="Hỏi một câu", response_model=Answered)
    async def ask(asked: Asked, request: Request) -> Any:
        """Trả lời có nguồn. Câu hỏi xếp hàng cùng các câu hỏi trên trang; hàng đầy thì nhận mã 503."""
        history = [Turn(turn.question, turn.answer) for turn in asked.history]
        return await service.ask(asked.question, history, asked.documents, visitor_of(request).name)

    @router.get("/search", summary="Tìm đoạn văn bản", response_model=dict[str, Any])
    async def search(
        q: Annotated[str, Query(max_length=2000, description="câu hỏi hoặc từ khóa")],
        k: Annotated[int, Query(ge=1, le=100, description="số đoạn")] = 10,
        document: Annotated[
            list[str], Query(max_length=_MOST_DOCUMENTS, description="chỉ trong văn bản này")
        ] = [],  # noqa: B006 - FastAPI copies it
    ) -> Any:
        """Các đoạn gần nhất với câu hỏi, theo từ ngữ và theo nghĩa."""
        return await service.search(q, k, document)


def _documents(router: APIRouter, service: Service) -> None:
    @router.get("/documents", summary="Danh sách văn bản", response_model=Rows)
    async def documents(text: Words = None, limit: Limit = 100, offset: Offset = 0) -> Any:
        """Văn bản đang lưu; `text`: chỉ những văn bản có các chữ này trong tên."""
        return await service.documents(text, limit, offset)

    @router.get("/documents/{document:path}", summary="Một văn bản", response_model=dict[str, Any])
    async def document(document: str) -> Any:
        """Số hiệu, ngày, cơ quan, quan hệ với văn bản khác, và mục lục; theo mã, số hiệu hoặc tên tệp."""
        return await service.document(document)

    @router.get("/provision", summary="Nguyên văn một điều khoản", response_model=dict[str, Any])
    async def provision(
        document: Annotated[str, Query(max_length=300, description="mã, số hiệu hoặc tên tệp")],
        place: Annotated[
            str, Query(max_length=200, description="“khoản 2 Điều 5”, “mục III.1.b” hoặc đường dẫn")
        ],
    ) -> Any:
        """Nguyên văn của điều, khoản, điểm hoặc mục."""
        return await service.provision(document, place)


def _register(router: APIRouter, service: Service) -> None:
    @router.get("/tasks", summary="Nhiệm vụ", response_model=Rows)
    async def tasks(
        *,
        agency: Annotated[str | None, Query(max_length=300, description="cơ quan được giao")] = None,
        role: Annotated[
            str | None, Query(description="lead chủ trì, support phối hợp, monitor theo dõi")
        ] = None,
        document: Annotated[str | None, Query(max_length=300, description="chỉ trong văn bản này")] = None,
        period: Annotated[str | None, Query(max_length=100, description="kỳ: “2025”, “Quý II/2022”")] = None,
        due: Annotated[
            str | None, Query(max_length=100, description="đến hạn: 2026-01-01..2026-03-31")
        ] = None,
        text: Annotated[str | None, Query(max_length=300, description="có những chữ này")] = None,
        without_support: Annotated[bool, Query(description="chưa ghi đơn vị phối hợp")] = False,
        generic: Annotated[bool | None, Query(description="true: giao chung; false: giao đích danh")] = None,
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> Any:
        """Ai làm gì, với ai, khi nào xong; mỗi dòng có nguyên văn."""
        chosen = TaskFilter(agency, role, document, period, due, text, without_support, generic)
        return await service.tasks(chosen, limit, offset)

    @router.get("/targets", summary="Chỉ tiêu", response_model=Rows)
    async def targets(
        *,
        indicator: Annotated[
            str | None, Query(max_length=300, description="tên chỉ tiêu có những chữ này")
        ] = None,
        document: Annotated[str | None, Query(max_length=300, description="chỉ trong văn bản này")] = None,
        period: Annotated[str | None, Query(max_length=100, description="kỳ: “2030”, “2021-2025”")] = None,
        text: Annotated[str | None, Query(max_length=300, description="có những chữ này")] = None,
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> Any:
        """Chỉ tiêu theo kỳ; mỗi dòng có nguyên văn."""
        return await service.targets(TargetFilter(indicator, document, period, text), limit, offset)
