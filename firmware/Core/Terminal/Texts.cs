using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// The texts that customers read, in four languages: the standard texts of EMV Book 4, 11.2 (RULES.md P13) where there is one. A line
    /// has 21 characters; <c>\n</c> parts lines. They are literals in a switch, so that they lie in flash and only what is shown is in RAM.
    /// </summary>
    internal static class Texts
    {
        /// <summary>A text in a language.</summary>
        internal static string Get(TextId id, Language language)
        {
            switch (language)
            {
                case Language.German: return German(id);
                case Language.French: return French(id);
                case Language.Spanish: return Spanish(id);
                default: return English(id);
            }
        }

        private static string English(TextId id)
        {
            switch (id)
            {
                case TextId.Parking: return "PARKING";
                case TextId.Toll: return "TOLL";
                case TextId.EnterMinutes: return "ENTER MINUTES";
                case TextId.VehicleClass: return "VEHICLE CLASS";
                case TextId.MinutesShort: return "MIN";
                case TextId.AtLeast: return "AT LEAST";
                case TextId.AtMost: return "AT MOST";
                case TextId.ClearOrEnter: return "CLEAR OR ENTER";
                case TextId.InsertCard: return "INSERT CARD";
                case TextId.SwipeCard: return "SWIPE CARD";
                case TextId.MenuKeysNumber: return "MENU: KEY NUMBER";
                case TextId.CardNumber: return "CARD NUMBER";
                case TextId.ExpiryDate: return "EXPIRY DATE MM/YY";
                case TextId.EnterPin: return "ENTER PIN";
                case TextId.TriesLeft: return "TRIES LEFT";
                case TextId.LastTry: return "LAST TRY";
                case TextId.AtLeastDigits: return "DIGITS OR MORE";
                case TextId.CancelOrEnter: return "CANCEL OR ENTER";
                case TextId.PleaseWait: return "PLEASE WAIT";
                case TextId.Approved: return "APPROVED";
                case TextId.NoCharge: return "NO CHARGE";
                case TextId.Declined: return "DECLINED";
                case TextId.IncorrectPin: return "INCORRECT PIN";
                case TextId.CardLocked: return "CARD LOCKED";
                case TextId.CallNumber: return "CALL THE NUMBER\nON THE BACK\nOF YOUR CARD";
                case TextId.CallThisNumber: return "CALL (BACK OF CARD):";
                case TextId.CallYourBank: return "CALL YOUR BANK";
                case TextId.NotAccepted: return "NOT ACCEPTED";
                case TextId.CardExpired: return "CARD EXPIRED";
                case TextId.BrandNotTaken: return "BRAND NOT TAKEN HERE";
                case TextId.CardNotPermitted: return "CARD NOT PERMITTED";
                case TextId.CardNotKnown: return "CARD NOT KNOWN";
                case TextId.ActivateCard: return "CARD NOT ACTIVATED\nACTIVATE YOUR CARD\nAND TRY AGAIN";
                case TextId.ActivateByNumber: return "CARD NOT ACTIVATED\nACTIVATE YOUR CARD:";
                case TextId.NotEnoughFunds: return "INSUFFICIENT FUNDS";
                case TextId.LimitReached: return "LIMIT REACHED";
                case TextId.UseAnotherCard: return "USE ANOTHER CARD";
                case TextId.CardError: return "CARD ERROR";
                case TextId.TryAgain: return "TRY AGAIN";
                case TextId.ProcessingError: return "PROCESSING ERROR";
                case TextId.AmountNotValid: return "AMOUNT NOT VALID";
                case TextId.NoAnswer: return "NO ANSWER IN TIME";
                case TextId.IssuerUnavailable: return "ISSUER UNAVAILABLE\nTRY AGAIN LATER";
                case TextId.NotCharged: return "YOU ARE NOT CHARGED";
                case TextId.Cancelled: return "CANCELLED";
                case TextId.TimeOut: return "TIME OUT";
                case TextId.OutOfService: return "OUT OF SERVICE";
                case TextId.RemoveCard: return "REMOVE CARD";
                case TextId.ChangePin: return "CHANGE PIN";
                case TextId.CardStatus: return "CARD STATUS";
                case TextId.NewPin: return "NEW PIN";
                case TextId.NewPinAgain: return "NEW PIN AGAIN";
                case TextId.NotTheSame: return "NOT THE SAME";
                case TextId.WeakPin: return "TOO EASY TO GUESS";
                case TextId.PinChanged: return "PIN CHANGED";
                case TextId.UseNewPin: return "USE THE NEW PIN\nFROM NOW ON";
                case TextId.PinNotChanged: return "PIN NOT CHANGED";
                case TextId.NewPinRefused: return "NEW PIN NOT ACCEPTED";
                case TextId.ChooseAnotherPin: return "CHOOSE ANOTHER PIN";
                case TextId.PinChangeUnknown: return "IT IS NOT KNOWN IF\nTHE PIN WAS CHANGED";
                case TextId.TryNewPinFirst: return "TRY THE NEW PIN FIRST";
                case TextId.CardActive: return "CARD ACTIVE";
                case TextId.LockEnds: return "ENDS";
                default: return "";
            }
        }

        private static string German(TextId id)
        {
            switch (id)
            {
                case TextId.Parking: return "PARKEN";
                case TextId.Toll: return "MAUT";
                case TextId.EnterMinutes: return "MINUTEN EINGEBEN";
                case TextId.VehicleClass: return "FAHRZEUGKLASSE";
                case TextId.MinutesShort: return "MIN";
                case TextId.AtLeast: return "MINDESTENS";
                case TextId.AtMost: return "HÖCHSTENS";
                case TextId.ClearOrEnter: return "LÖSCHEN ODER ENTER";
                case TextId.InsertCard: return "KARTE EINFÜHREN";
                case TextId.SwipeCard: return "KARTE DURCHZIEHEN";
                case TextId.MenuKeysNumber: return "MENÜ: NUMMER TIPPEN";
                case TextId.CardNumber: return "KARTENNUMMER";
                case TextId.ExpiryDate: return "GÜLTIG BIS MM/JJ";
                case TextId.EnterPin: return "PIN EINGEBEN";
                case TextId.TriesLeft: return "VERSUCHE ÜBRIG";
                case TextId.LastTry: return "LETZTER VERSUCH";
                case TextId.AtLeastDigits: return "ZIFFERN ODER MEHR";
                case TextId.CancelOrEnter: return "ABBRUCH ODER ENTER";
                case TextId.PleaseWait: return "BITTE WARTEN";
                case TextId.Approved: return "GENEHMIGT";
                case TextId.NoCharge: return "KOSTENLOS";
                case TextId.Declined: return "ABGELEHNT";
                case TextId.IncorrectPin: return "PIN FALSCH";
                case TextId.CardLocked: return "KARTE GESPERRT";
                case TextId.CallNumber: return "DIE NUMMER HINTEN\nAUF DER KARTE\nANRUFEN";
                case TextId.CallThisNumber: return "ANRUFEN, SIEHE KARTE:";
                case TextId.CallYourBank: return "BANK ANRUFEN";
                case TextId.NotAccepted: return "NICHT AKZEPTIERT";
                case TextId.CardExpired: return "KARTE ABGELAUFEN";
                case TextId.BrandNotTaken: return "MARKE HIER NICHT";
                case TextId.CardNotPermitted: return "KARTE NICHT ZULÄSSIG";
                case TextId.CardNotKnown: return "KARTE UNBEKANNT";
                case TextId.ActivateCard: return "KARTE NICHT AKTIV\nKARTE FREISCHALTEN\nUND ERNEUT VERSUCHEN";
                case TextId.ActivateByNumber: return "KARTE NICHT AKTIV\nKARTE FREISCHALTEN:";
                case TextId.NotEnoughFunds: return "DECKUNG REICHT NICHT";
                case TextId.LimitReached: return "LIMIT ERREICHT";
                case TextId.UseAnotherCard: return "ANDERE KARTE NEHMEN";
                case TextId.CardError: return "KARTENFEHLER";
                case TextId.TryAgain: return "ERNEUT VERSUCHEN";
                case TextId.ProcessingError: return "FEHLER BEIM VORGANG";
                case TextId.AmountNotValid: return "BETRAG UNGÜLTIG";
                case TextId.NoAnswer: return "KEINE ANTWORT";
                case TextId.IssuerUnavailable: return "BANK NICHT ERREICHBAR\nSPÄTER VERSUCHEN";
                case TextId.NotCharged: return "NICHTS ABGEBUCHT";
                case TextId.Cancelled: return "ABGEBROCHEN";
                case TextId.TimeOut: return "ZEIT ABGELAUFEN";
                case TextId.OutOfService: return "AUSSER BETRIEB";
                case TextId.RemoveCard: return "KARTE ENTNEHMEN";
                case TextId.ChangePin: return "PIN ÄNDERN";
                case TextId.CardStatus: return "KARTENSTATUS";
                case TextId.NewPin: return "NEUE PIN";
                case TextId.NewPinAgain: return "NEUE PIN WIEDERHOLEN";
                case TextId.NotTheSame: return "NICHT GLEICH";
                case TextId.WeakPin: return "ZU LEICHT ZU ERRATEN";
                case TextId.PinChanged: return "PIN GEÄNDERT";
                case TextId.UseNewPin: return "AB JETZT GILT\nDIE NEUE PIN";
                case TextId.PinNotChanged: return "PIN NICHT GEÄNDERT";
                case TextId.NewPinRefused: return "NEUE PIN ABGELEHNT";
                case TextId.ChooseAnotherPin: return "ANDERE PIN WÄHLEN";
                case TextId.PinChangeUnknown: return "UNBEKANNT, OB DIE PIN\nGEÄNDERT WURDE";
                case TextId.TryNewPinFirst: return "ERST NEUE PIN NEHMEN";
                case TextId.CardActive: return "KARTE AKTIV";
                case TextId.LockEnds: return "BIS";
                default: return "";
            }
        }

        private static string French(TextId id)
        {
            switch (id)
            {
                case TextId.Parking: return "STATIONNEMENT";
                case TextId.Toll: return "PÉAGE";
                case TextId.EnterMinutes: return "ENTREZ LES MINUTES";
                case TextId.VehicleClass: return "CLASSE DU VÉHICULE";
                case TextId.MinutesShort: return "MIN";
                case TextId.AtLeast: return "AU MOINS";
                case TextId.AtMost: return "AU PLUS";
                case TextId.ClearOrEnter: return "CORRIGER OU VALIDER";
                case TextId.InsertCard: return "INSÉREZ LA CARTE";
                case TextId.SwipeCard: return "GLISSEZ LA CARTE";
                case TextId.MenuKeysNumber: return "MENU: SAISIR NUMÉRO";
                case TextId.CardNumber: return "NUMÉRO DE CARTE";
                case TextId.ExpiryDate: return "EXPIRE FIN MM/AA";
                case TextId.EnterPin: return "ENTREZ LE CODE";
                case TextId.TriesLeft: return "ESSAIS RESTANTS";
                case TextId.LastTry: return "DERNIER ESSAI";
                case TextId.AtLeastDigits: return "CHIFFRES OU PLUS";
                case TextId.CancelOrEnter: return "ANNULER OU VALIDER";
                case TextId.PleaseWait: return "PATIENTEZ";
                case TextId.Approved: return "APPROUVÉ";
                case TextId.NoCharge: return "GRATUIT";
                case TextId.Declined: return "REFUSÉ";
                case TextId.IncorrectPin: return "CODE INCORRECT";
                case TextId.CardLocked: return "CARTE BLOQUÉE";
                case TextId.CallNumber: return "APPELEZ LE NUMÉRO\nAU DOS DE\nVOTRE CARTE";
                case TextId.CallThisNumber: return "APPELEZ (DOS CARTE):";
                case TextId.CallYourBank: return "APPELEZ LA BANQUE";
                case TextId.NotAccepted: return "NON ACCEPTÉE";
                case TextId.CardExpired: return "CARTE EXPIRÉE";
                case TextId.BrandNotTaken: return "MARQUE NON ACCEPTÉE";
                case TextId.CardNotPermitted: return "CARTE NON AUTORISÉE";
                case TextId.CardNotKnown: return "CARTE INCONNUE";
                case TextId.ActivateCard: return "CARTE NON ACTIVÉE\nACTIVEZ VOTRE CARTE\nET RÉESSAYEZ";
                case TextId.ActivateByNumber: return "CARTE NON ACTIVÉE\nACTIVEZ VOTRE CARTE:";
                case TextId.NotEnoughFunds: return "FONDS INSUFFISANTS";
                case TextId.LimitReached: return "PLAFOND ATTEINT";
                case TextId.UseAnotherCard: return "UTILISEZ AUTRE CARTE";
                case TextId.CardError: return "ERREUR DE CARTE";
                case TextId.TryAgain: return "RÉESSAYEZ";
                case TextId.ProcessingError: return "ERREUR DE TRAITEMENT";
                case TextId.AmountNotValid: return "MONTANT NON VALIDE";
                case TextId.NoAnswer: return "PAS DE RÉPONSE";
                case TextId.IssuerUnavailable: return "BANQUE INJOIGNABLE\nRÉESSAYEZ PLUS TARD";
                case TextId.NotCharged: return "AUCUN DÉBIT";
                case TextId.Cancelled: return "ANNULÉ";
                case TextId.TimeOut: return "TEMPS ÉCOULÉ";
                case TextId.OutOfService: return "HORS SERVICE";
                case TextId.RemoveCard: return "RETIREZ LA CARTE";
                case TextId.ChangePin: return "CHANGER LE CODE";
                case TextId.CardStatus: return "ÉTAT DE LA CARTE";
                case TextId.NewPin: return "NOUVEAU CODE";
                case TextId.NewPinAgain: return "NOUVEAU CODE ENCORE";
                case TextId.NotTheSame: return "CODES DIFFÉRENTS";
                case TextId.WeakPin: return "TROP FACILE";
                case TextId.PinChanged: return "CODE CHANGÉ";
                case TextId.UseNewPin: return "UTILISEZ DÉSORMAIS\nLE NOUVEAU CODE";
                case TextId.PinNotChanged: return "CODE NON CHANGÉ";
                case TextId.NewPinRefused: return "NOUVEAU CODE REFUSÉ";
                case TextId.ChooseAnotherPin: return "CHOISISSEZ UN AUTRE";
                case TextId.PinChangeUnknown: return "ON NE SAIT PAS SI LE\nCODE A CHANGÉ";
                case TextId.TryNewPinFirst: return "ESSAYEZ LE NOUVEAU";
                case TextId.CardActive: return "CARTE ACTIVE";
                case TextId.LockEnds: return "FIN";
                default: return "";
            }
        }

        private static string Spanish(TextId id)
        {
            switch (id)
            {
                case TextId.Parking: return "APARCAMIENTO";
                case TextId.Toll: return "PEAJE";
                case TextId.EnterMinutes: return "TECLEE LOS MINUTOS";
                case TextId.VehicleClass: return "CLASE DE VEHÍCULO";
                case TextId.MinutesShort: return "MIN";
                case TextId.AtLeast: return "MÍNIMO";
                case TextId.AtMost: return "MÁXIMO";
                case TextId.ClearOrEnter: return "BORRAR O ENTER";
                case TextId.InsertCard: return "INTRODUZCA TARJETA";
                case TextId.SwipeCard: return "DESLICE LA TARJETA";
                case TextId.MenuKeysNumber: return "MENÚ: TECLEAR NÚMERO";
                case TextId.CardNumber: return "NÚMERO DE TARJETA";
                case TextId.ExpiryDate: return "CADUCIDAD MM/AA";
                case TextId.EnterPin: return "INTRODUZCA PIN";
                case TextId.TriesLeft: return "INTENTOS RESTANTES";
                case TextId.LastTry: return "¡ÚLTIMO INTENTO!";
                case TextId.AtLeastDigits: return "CIFRAS O MÁS";
                case TextId.CancelOrEnter: return "CANCELAR O ENTER";
                case TextId.PleaseWait: return "ESPERE POR FAVOR";
                case TextId.Approved: return "APROBADA";
                case TextId.NoCharge: return "SIN CARGO";
                case TextId.Declined: return "DENEGADA";
                case TextId.IncorrectPin: return "PIN INCORRECTO";
                case TextId.CardLocked: return "TARJETA BLOQUEADA";
                case TextId.CallNumber: return "LLAME AL NÚMERO\nDEL REVERSO DE\nSU TARJETA";
                case TextId.CallThisNumber: return "LLAME (VEA TARJETA):";
                case TextId.CallYourBank: return "LLAME A SU BANCO";
                case TextId.NotAccepted: return "NO ACEPTADA";
                case TextId.CardExpired: return "TARJETA CADUCADA";
                case TextId.BrandNotTaken: return "MARCA NO ACEPTADA";
                case TextId.CardNotPermitted: return "TARJETA NO PERMITIDA";
                case TextId.CardNotKnown: return "TARJETA DESCONOCIDA";
                case TextId.ActivateCard: return "TARJETA NO ACTIVADA\nACTIVE SU TARJETA\nY REINTENTE";
                case TextId.ActivateByNumber: return "TARJETA NO ACTIVADA\nACTIVE SU TARJETA:";
                case TextId.NotEnoughFunds: return "FONDOS INSUFICIENTES";
                case TextId.LimitReached: return "LÍMITE ALCANZADO";
                case TextId.UseAnotherCard: return "USE OTRA TARJETA";
                case TextId.CardError: return "ERROR DE TARJETA";
                case TextId.TryAgain: return "REINTENTE";
                case TextId.ProcessingError: return "ERROR DE PROCESO";
                case TextId.AmountNotValid: return "IMPORTE NO VÁLIDO";
                case TextId.NoAnswer: return "SIN RESPUESTA";
                case TextId.IssuerUnavailable: return "BANCO NO DISPONIBLE\nREINTENTE MÁS TARDE";
                case TextId.NotCharged: return "NO SE HA COBRADO";
                case TextId.Cancelled: return "CANCELADA";
                case TextId.TimeOut: return "TIEMPO AGOTADO";
                case TextId.OutOfService: return "FUERA DE SERVICIO";
                case TextId.RemoveCard: return "RETIRE LA TARJETA";
                case TextId.ChangePin: return "CAMBIAR PIN";
                case TextId.CardStatus: return "ESTADO DE TARJETA";
                case TextId.NewPin: return "PIN NUEVO";
                case TextId.NewPinAgain: return "REPITA EL PIN NUEVO";
                case TextId.NotTheSame: return "PIN DISTINTOS";
                case TextId.WeakPin: return "DEMASIADO FÁCIL";
                case TextId.PinChanged: return "PIN CAMBIADO";
                case TextId.UseNewPin: return "USE DESDE AHORA\nEL PIN NUEVO";
                case TextId.PinNotChanged: return "PIN NO CAMBIADO";
                case TextId.NewPinRefused: return "PIN NUEVO NO ACEPTADO";
                case TextId.ChooseAnotherPin: return "ELIJA OTRO PIN";
                case TextId.PinChangeUnknown: return "NO SE SABE SI EL PIN\nHA CAMBIADO";
                case TextId.TryNewPinFirst: return "PRUEBE EL PIN NUEVO";
                case TextId.CardActive: return "TARJETA ACTIVA";
                case TextId.LockEnds: return "FIN";
                default: return "";
            }
        }
    }
}
