using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Documents;

/// <summary>Who signed a paper, for those who may know it: the person's name, else the role and the organisation in words; never the name of an account.</summary>
internal sealed class Signers(AccountDesk accounts, Houses houses)
{
    /// <summary>Of those that have an account here; nothing is known of the others.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<string> persons, WebPage page)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        // One after the other: they share a connection.
        foreach (var id in persons.Distinct(StringComparer.Ordinal))
        {
            if (await accounts.OfIdAsync(id) is not { } person)
            {
                continue;
            }

            if (person.Name is { Length: > 0 } name)
            {
                names[id] = name;
            }
            else if (await accounts.MembershipsAsync(id) is [var first, ..])
            {
                names[id] = page.Say("signer-of", page.Word(first.Role.Code()), await houses.NameAsync(first.Organisation));
            }
        }

        return names;
    }
}
