using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Scanner.Simulation;

/// <summary>Somebody who may act for an organisation: one entry of the file that the server writes with <c>--demo</c>.</summary>
/// <param name="Organisation">Name of the organisation.</param>
/// <param name="OrganisationId">Its identifier.</param>
/// <param name="Role">Role, as in the API.</param>
/// <param name="Token">API token.</param>
/// <param name="Person">Who it is, opaque, where that is known: a jury is made of persons.</param>
internal sealed record Account(string Organisation, OrganisationId OrganisationId, Role Role, string Token, string? Person = null)
{
    /// <summary>Reads the accounts file.</summary>
    /// <exception cref="SimulationException">It is not such a file.</exception>
    public static IReadOnlyList<Account> ReadAll(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"The accounts file '{path}' cannot be read ({exception.Message}). Start the server with --demo; it writes demo-accounts.json into its data folder.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new SimulationException($"The file '{path}' is no accounts file ({exception.Message}). Use the demo-accounts.json that the server writes with --demo.");
        }
    }

    private static Account Read(JsonElement entry)
    {
        var role = entry.GetProperty("role").GetString();
        return new(
            entry.GetProperty("organisation").GetString() ?? "?",
            new OrganisationId(entry.GetProperty("organisationId").GetString() ?? throw new FormatException("an organisationId is missing")),
            Codes.TryParse<Role>(role, out var known) ? known : throw new FormatException($"'{role}' is no role"),
            entry.GetProperty("token").GetString() ?? throw new FormatException("a token is missing"));
    }
}

/// <summary>Something that the person at the keyboard can put right; its message says how.</summary>
internal sealed class SimulationException(string message) : Exception(message);
