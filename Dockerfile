# The page in a container: python's slim image, one user without rights, data in a volume.
#   docker build -t hoidap .
# Without a network: put the wheels of requirements.lock into ./wheels first (`make wheels`); they are used alone.
FROM python:3.11-slim AS built
WORKDIR /src
COPY requirements.lock requirements-torch.lock pyproject.toml README.md LICENSE ./
COPY scripts/install_locked.sh scripts/install_locked.sh
COPY LICENSE wheel[s] wheels/
COPY corpus corpus
COPY index index
COPY assistant assistant
COPY ui ui
RUN python -m venv /opt/hoidap && sh scripts/install_locked.sh /opt/hoidap/bin/python requirements.lock $(ls wheels/*.whl >/dev/null 2>&1 && echo wheels)

FROM python:3.11-slim
# OCR, page images and old Word files; in a build without a network the image does without (WITH_OCR=no).
ARG WITH_OCR=yes
RUN if [ "$WITH_OCR" = yes ]; then \
        apt-get update -qq \
        && apt-get install -y -qq --no-install-recommends \
            tesseract-ocr tesseract-ocr-vie poppler-utils catdoc antiword fonts-dejavu-core \
        && rm -rf /var/lib/apt/lists/*; \
    fi \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin hoidap \
    && install -d -o hoidap -g hoidap -m 0700 /data
COPY --from=built /opt/hoidap /opt/hoidap
COPY --from=built /src /src
ENV PATH=/opt/hoidap/bin:$PATH HOIDAP_DATA=/data HOIDAP_HOST=0.0.0.0 HOIDAP_PORT=7860 \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 7860
STOPSIGNAL SIGTERM
# 200 where nobody logs in, 401 where somebody has to: both mean that the page answers.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 7860, timeout=4); c.request('GET', '/health'); raise SystemExit(c.getresponse().status not in (200, 401))"]
CMD ["hoidap", "ui"]
