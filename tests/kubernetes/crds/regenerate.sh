#!/usr/bin/env bash
# Writes strimzi/ again, by Strimzi's own generator: needs Maven, and Java 21 or newer (JAVA_HOME).
set -euo pipefail
cd "$(dirname "$0")/strimzi"
version=1.2.0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>instigator</groupId><artifactId>crds</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.strimzi</groupId><artifactId>api</artifactId><version>$version</version></dependency>
    <dependency><groupId>io.strimzi</groupId><artifactId>crd-generator</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
POM
mvn -q -f "$folder/pom.xml" dependency:copy-dependencies -DoutputDirectory="$folder/lib"
model=io.strimzi.api.kafka.model
# A relative path is a NullPointerException.
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$folder/lib/*" io.strimzi.crdgenerator.CrdGenerator --yaml \
  "$model.topic.KafkaTopic=$PWD/kafkatopics.yaml" "$model.user.KafkaUser=$PWD/kafkausers.yaml" \
  "$model.kafka.Kafka=$PWD/kafkas.yaml" "$model.nodepool.KafkaNodePool=$PWD/kafkanodepools.yaml"
