using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Scans;

namespace Ordi2.Web.Features.Description;

/// <summary>The description of the API for programs that call it: <c>/openapi/v1.json</c>.</summary>
internal static class DescriptionFeature
{
    private const string Bearer = "token";

    public static IServiceCollection AddDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            // The same as WireJson: the description is made from these.
            json.SerializerOptions.DefaultIgnoreCondition = WireJson.Options.DefaultIgnoreCondition;
            json.SerializerOptions.NumberHandling = WireJson.Options.NumberHandling;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;

            // Of this one the description knows that it writes codes, and which.
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        });

        return services.AddOpenApi("v1", description =>
        {
            description.AddDocumentTransformer(Introduce);
            description.AddSchemaTransformer(DescribeIdentifier);
            description.AddOperationTransformer(ShowScans);
        });
    }

    public static IEndpointRouteBuilder MapDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        return app;
    }

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Ordi 2.0";
        document.Info.Version = "1";
        document.Info.Description =
            "Every donated machine from donor to partner, by its scans. Errors are RFC 9457 problem documents with a stable `code` and, in `next`, "
            + "what to do; French, or English with `Accept-Language: en`. A command may be sent twice with the same id: it counts once.";
        document.Servers = [new OpenApiServer { Url = "/" }];

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of an organisation: `Authorization: Bearer ord2_…`.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task DescribeIdentifier(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;

        if (type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ITextId<>)))
        {
            schema.Type = JsonSchemaType.String;
            schema.MinLength = 1;
            schema.MaxLength = TextIdConverter<MachineId>.MaxLength;
        }

        return Task.CompletedTask;
    }

    private static async Task ShowScans(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId != ScanFeature.OperationId)
        {
            return;
        }

        var lines = new List<string> { "The steps, and what `data` holds for each:", string.Empty };

        foreach (var step in CommandCatalog<MachineCommand>.Steps.Order(StringComparer.Ordinal))
        {
            CommandCatalog<MachineCommand>.TryGetType(step, out var type);
            var schema = await context.GetOrCreateSchemaAsync(type!, null, cancellationToken);
            var name = $"step-{step}";

            context.Document?.AddComponent(name, schema);

            lines.Add($"- `{step}`: `#/components/schemas/{name}`");
        }

        operation.Description = string.Join('\n', lines);

        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) is true)
        {
            body.Example = JsonNode.Parse("""
                {
                  "deviceId": "poste-tri-2",
                  "scans": [
                    { "scanId": "0199d0a2-7c1e-7b51-9a53-0d3f1a2b4c5d", "code": "H4T9CXB", "step": "receive-device",
                      "occurredAt": "2026-11-21T09:12:30+01:00", "siteId": "quai", "data": { "donation": "don-2026-17", "type": "LAPTOP" } },
                    { "scanId": "0199d0a2-8f00-7c22-8d11-5a6b7c8d9e0f", "code": "HTTPS://O2.EXAMPLE/M/B7N2KDR", "step": "triage",
                      "occurredAt": "2026-11-21T09:13:02+01:00", "data": { "route": "REUSE", "powersOn": true } }
                  ]
                }
                """);
        }

        if (operation.Responses?.TryGetValue("200", out var answer) is true && answer.Content?.TryGetValue("application/json", out var content) is true)
        {
            content.Example = JsonNode.Parse("""
                {
                  "results": [
                    { "scanId": "0199d0a2-7c1e-7b51-9a53-0d3f1a2b4c5d", "outcome": "accepted", "machine": "H4T9CXB", "status": "RECEIVED",
                      "version": 1 },
                    { "scanId": "0199d0a2-8f00-7c22-8d11-5a6b7c8d9e0f", "outcome": "refused", "machine": "B7N2KDR", "status": "DECLARED",
                      "version": 1, "reason": { "code": "wrong-status", "message": "…", "next": "…" } }
                  ]
                }
                """);
        }
    }
}
