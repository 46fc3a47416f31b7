FROM python:3.13-slim
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY fake_magento fake_magento
RUN pip install --no-cache-dir . && useradd --system fake-magento
USER fake-magento
WORKDIR /
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s CMD ["fake-magento", "wait", "--timeout", "3", "http://127.0.0.1:8000"]
ENTRYPOINT ["fake-magento", "serve", "--host", "0.0.0.0", "--port", "8000"]
