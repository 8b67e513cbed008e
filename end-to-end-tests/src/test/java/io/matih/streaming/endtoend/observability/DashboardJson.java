package io.matih.streaming.endtoend.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A dashboard as Grafana reads it, made from its description in {@code dashboards.yaml}. */
final class DashboardJson {

    private static final int COLUMNS = 24;
    private static final int PANEL_HEIGHT = 8;
    /** Grafana 9.0's. */
    private static final int SCHEMA_VERSION = 36;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode dashboard = JSON.createObjectNode();
    private final ArrayNode panels;
    private int column;
    private int row;

    private DashboardJson(JsonNode description) {
        dashboard.put("uid", description.get("uid").asText());
        dashboard.put("title", description.get("title").asText());
        dashboard.putArray("tags").add("matih-streaming");
        dashboard.put("editable", false);
        dashboard.put("refresh", "30s");
        dashboard.put("schemaVersion", SCHEMA_VERSION);
        dashboard.put("timezone", "utc");
        dashboard.putObject("time").put("from", "now-6h").put("to", "now");
        ArrayNode variables = dashboard.putObject("templating").putArray("list");
        addDatasource(variables.addObject());
        addJob(variables.addObject());
        panels = dashboard.putArray("panels");
        description.get("panels").forEach(this::addPanel);
    }

    static JsonNode of(JsonNode description) {
        return new DashboardJson(description).dashboard;
    }

    private static void addDatasource(ObjectNode variable) {
        variable.put("name", "datasource")
                .put("label", "Prometheus")
                .put("type", "datasource")
                .put("query", "prometheus");
    }

    private static void addJob(ObjectNode variable) {
        variable.put("name", "job")
                .put("label", "Job")
                .put("type", "query")
                .put("query", "label_values(flink_jobmanager_job_runningTime, job_name)")
                .put("refresh", 2)
                .put("sort", 1)
                .put("multi", true)
                .put("includeAll", true);
        datasource(variable);
        variable.putObject("current").put("text", "All").put("value", "$__all");
    }

    private static void datasource(ObjectNode node) {
        node.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
    }

    private void addPanel(JsonNode description) {
        int width = description.get("width").asInt();
        if (column + width > COLUMNS) {
            column = 0;
            row += PANEL_HEIGHT;
        }
        ObjectNode panel = panels.addObject();
        panel.put("id", panels.size());
        panel.put("title", description.get("title").asText());
        panel.put("type", description.path("kind").asText("timeseries"));
        if (description.has("description")) {
            panel.put("description", description.get("description").asText());
        }
        datasource(panel);
        panel.putObject("gridPos")
                .put("x", column)
                .put("y", row)
                .put("w", width)
                .put("h", PANEL_HEIGHT);
        panel.putObject("fieldConfig")
                .putObject("defaults")
                .put("unit", description.get("unit").asText());
        ArrayNode targets = panel.putArray("targets");
        for (JsonNode query : description.get("queries")) {
            ObjectNode target = targets.addObject();
            target.put("refId", Character.toString('A' + targets.size() - 1));
            datasource(target);
            target.put("expr", query.get("expr").asText());
            target.put("legendFormat", query.get("legend").asText());
        }
        column += width;
    }
}
