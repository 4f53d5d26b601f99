using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Sets a second factor up: scan, show one code, keep ten on paper. The same for somebody who is in and for somebody who is half way in.</summary>
internal abstract class SetUpSecondFactorPage(AccountDesk accounts, SecondFactors factors, IAuditLog log, TimeProvider time) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? SealedKey { get; set; }

    /// <summary>What is to be scanned, until it is in use.</summary>
    public OfferedKey? Offered { get; private set; }

    /// <summary>Shown once.</summary>
    public ImmutableArray<string> Codes { get; private set; } = [];

    /// <summary>Where the page leads when it is done.</summary>
    public string Onward { get; protected set; } = "/account";

    /// <summary>Whether the password was not asked for just before.</summary>
    public virtual bool AsksPassword => false;

    protected AccountDesk Desk => accounts;

    protected SecondFactors Factors => factors;

    protected void OfferTo(Person person) => Offered = factors.Reopen(person, SealedKey);

    protected void Show(ImmutableArray<string> codes) => Codes = codes;

    /// <summary>Takes the second factor into use; whether that went well.</summary>
    protected async Task<bool> ConfirmAsync(Person person, Caller caller)
    {
        var (codes, why) = await factors.ConfirmAsync(person, SealedKey, Code);

        if (why is not null)
        {
            SealedKey = why.Code == "offer-over" ? null : SealedKey;
            Refuse(why, "code");
            OfferTo(person);
            return false;
        }

        Codes = codes;
        await log.NoteAsync(time, "second-factor-on", caller, $"account/{person.Id}");
        return true;
    }
}
