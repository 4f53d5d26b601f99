using System.Reflection;
using Ordi2.Contracts;
using Ordi2.Domain.Aggregates;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Access;

/// <summary>What only the system may do is no address: whoever asks for it is answered as for a step that nobody wrote.</summary>
[Collection(DemoServerTests.Name)]
public sealed class SystemStepTests(DemoServer server)
{
    /// <summary>Kinds of which the address is not the kind with an s.</summary>
    private static readonly Dictionary<string, string> Plurals = new(StringComparer.Ordinal)
    {
        ["batch"] = "batches",
        ["delivery"] = "deliveries",
        ["process"] = "processes",
        ["series"] = "series",
    };

    /// <summary>A machine goes into a cage and out of it by its own scan, which is one of a person.</summary>
    private static readonly (string Plural, string Step)[] ThroughTheMachine = [("batches", "add-machine"), ("batches", "remove-machine")];

    [Fact]
    public async Task A_step_of_the_system_is_offered_to_nobody()
    {
        var steps = Tables().SelectMany(table => table.Steps, (table, step) => (Plural: Plurals.GetValueOrDefault(table.Kind, $"{table.Kind}s"), Step: step)).Concat(ThroughTheMachine).ToArray();
        Assert.Contains(("dossiers", "release-line"), steps);
        Assert.Contains(("recalls", "note-held"), steps);
        Assert.True(steps.Length > 30, $"Only {steps.Length} steps are the system's.");

        foreach (var role in (Role[])[Role.Coordinator, Role.Supervisor, Role.Storekeeper, Role.Animator])
        {
            var token = server.Token(role);

            foreach (var (plural, step) in steps)
            {
                var answer = await server.Client.PostAsync($"/api/{plural}/X-1/{step}", token, new { });
                Assert.True((answer.Status, answer.Code) == (404, "unknown-action"), $"{role} {plural} {step}: {answer.Status} {answer.Code}");
            }
        }
    }

    [Fact]
    public async Task A_step_of_people_is_offered()
    {
        var answer = await server.Client.PostAsync("/api/batches/X-1/seal", server.Token(Role.Storekeeper), new { });
        Assert.Equal((404, "not-created-yet"), (answer.Status, answer.Code));
    }

    /// <summary>Every table of the domain, with the steps that it gives to the system alone.</summary>
    private static IEnumerable<(string Kind, IEnumerable<string> Steps)> Tables() => typeof(Relation).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field.FieldType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Life<>))
        .Select(field => field.GetValue(null)!)
        .Select(table => (
            (string)table.GetType().GetProperty("Kind")!.GetValue(table)!,
            (IEnumerable<string>)table.GetType().GetProperty("OfTheSystem")!.GetValue(table)!));
}
