# The image of web, workers and commands: one static program as a user without rights, nothing else to patch.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /canbo ./cmd/canbo

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
COPY --from=build /canbo /canbo
ENV ZONEINFO=/zoneinfo.zip
USER 65532:65532
EXPOSE 8080 9464
ENTRYPOINT ["/canbo"]
