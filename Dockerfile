# Two stages: the first prepares the model (with torch), the second only serves (without it), as a user without rights.
# docker build --tag flipped-tto . && docker run --publish 8000:8000 flipped-tto

FROM python:3.11-slim AS prepare
ENV CACHE_DIR=/data PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/flipped-tto
ENV PATH=/opt/flipped-tto/bin:$PATH
WORKDIR /source
COPY locks locks
RUN pip install --requirement locks/torch.txt \
 && pip install --no-deps --require-hashes --requirement locks/runtime.txt
COPY pyproject.toml README.md ./
COPY app app
COPY knowledge knowledge
# The answer to the first question prepares the model and embeds the knowledge, so that the image starts in seconds.
RUN pip install --no-deps . \
 && flipped-tto ask "Onze koekjes breken in de verpakking" >/dev/null \
 && rm -r /data/models/*/sentence-transformer/model.safetensors \
 && pip uninstall --yes torch sentence-transformers transformers scikit-learn scipy sympy onnx $(pip freeze | grep --only-matching --extended-regexp "^(nvidia|cuda|triton)[^=]*")

FROM python:3.11-slim
ENV CACHE_DIR=/data HOST=0.0.0.0 PATH=/opt/flipped-tto/bin:$PATH
RUN useradd --system --uid 10001 flippedtto
COPY --from=prepare /opt/flipped-tto /opt/flipped-tto
COPY --from=prepare --chown=10001 /data /data
USER 10001
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/health', timeout=3)"]
CMD ["flipped-tto", "serve"]
