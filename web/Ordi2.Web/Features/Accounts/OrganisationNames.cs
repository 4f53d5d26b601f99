namespace Ordi2.Web.Features.Accounts;

/// <summary>The names of the organisations of one page: asked for once each, then said as often as needed.</summary>
internal sealed class OrganisationNames(Houses houses)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Asks for those that are not known yet.</summary>
    public async Task LearnAsync(IEnumerable<string?> organisations)
    {
        var asked = organisations.OfType<string>().Where(id => id.Length > 0 && !_known.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        var names = await Task.WhenAll(asked.Select(houses.NameAsync));

        foreach (var (id, name) in asked.Zip(names))
        {
            _known[id] = name;
        }
    }

    /// <summary>The name, or the identifier of one that nobody asked for.</summary>
    public string Of(string organisation) => _known.GetValueOrDefault(organisation, organisation);
}
