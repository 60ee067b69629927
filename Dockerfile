FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=hub.settings.production HUB_VAR=/var/lib/hub
WORKDIR /srv/hub

# PDFs need Pango, and a font for signs that ours lacks.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
RUN useradd --system --home /var/lib/hub --create-home hub \
 && DJANGO_SETTINGS_MODULE=hub.settings.base python manage.py collectstatic --noinput \
 && mkdir -p /var/lib/hub/matching /var/lib/hub/lists /var/lib/hub/media \
 && rm -f /var/lib/hub/keys.env \
 && chown -R hub /var/lib/hub
USER hub
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "hub.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", "--logger-class", "hub.logs.WebServerLog", "--limit-request-line", "8190"]
